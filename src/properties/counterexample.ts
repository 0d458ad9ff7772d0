import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Refusal } from '../english/refusal';
import type { Scenario } from '../scenario/scenario';
import { defaultSettings, type Settings, settingNames } from '../settings/settings';
import type { Scene, Story } from './laws/law';
import { indented, type Sentence, type Step, scenarioText } from './sentence';
import { sentencesBetween } from './telling';
import { type Finding, sentenceNow } from './trying';

/** Where counterexamples are written, from the working directory. */
const folder = join('reports', 'counterexamples');

/** A complete feature: the last sentence of its last scenario fails. */
function featureOf(scenario: Scenario, words: string, story: Story, { draw }: Finding): string {
  const scenarios = scenariosOf(scenario, story);
  const titles = scenarios.length === 1 ? ['As found'] : ['As it is', 'As it is put otherwise'];
  const body = scenarios.flatMap((steps, i) => ['', ...scenarioText(titles[i] ?? '', steps).split('\n')]);
  const found = draw ? `Found with seed ${draw.seed} and path ${draw.path}. ` : '';
  const description = [`A counterexample to: ${words}`, `${found}Its last sentence does not hold.`];
  const title = `Feature: ${scenario.edge.about?.().title ?? words}`;
  return `${[title, ...indented([...description, ...body])].join('\n')}\n`;
}

/** The steps of each scenario: scenes that share a cluster follow each other in one. */
function scenariosOf(scenario: Scenario, story: Story): readonly (readonly Step[])[] {
  const beginning = asSteps('Given', [...chosen(scenario.start), ...givenOf(scenario)]);
  const scenarios: Step[][] = [];
  let before: Scene | undefined;
  for (const scene of story) {
    const { state, deeds = [], claims } = scene;
    const continued = before?.state.cluster === state.cluster ? before : undefined;
    const way = sentencesBetween(continued?.state ?? scenario.state, state);
    const steps = [
      ...(continued ? asSteps('When', way) : [...beginning, ...asSteps('Given', way)]),
      ...asSteps('When', deeds),
      ...asSteps('Then', claims),
    ];
    if (continued) scenarios.at(-1)?.push(...steps);
    else scenarios.push(steps);
    before = scene;
  }
  return scenarios;
}

function asSteps(role: Step['role'], sentences: readonly Sentence[]): readonly Step[] {
  return sentences.map(sentence => ({ ...sentence, role }));
}

/** What tags and parameters chose. */
function chosen({ cni, model, settings }: Scenario['start']): readonly Sentence[] {
  const changed = Object.entries(settings ? others(settings, cni?.settings) : {});
  return [
    ...(cni ? [{ text: `a cluster that runs ${cni.name}` }] : []),
    ...(model ? [{ text: `the ${model} model` }] : []),
    ...changed.map(([name, choice]) => ({ text: `the setting ${name} is ${choice}` })),
  ];
}

/** The settings that are not as usual. */
function others(settings: Settings, usual: Partial<Settings> = {}): Partial<Settings> {
  const expected: Settings = { ...defaultSettings, ...usual };
  const changed = settingNames.filter(name => settings[name] !== expected[name]);
  return Object.fromEntries(changed.map(name => [name, settings[name]]));
}

/** The same as world parameters. */
function chosenParameters({ cni, model, settings }: Scenario['start']): object {
  const changed = settings ? others(settings, cni?.settings) : {};
  return {
    ...(cni && { cni: cni.name }),
    ...(model && { model }),
    ...(Object.keys(changed).length > 0 && { settings: changed }),
  };
}

/** What the scenario says for certain before the claim, as it stands there; paths lead from another folder now. */
function givenOf(scenario: Scenario): readonly Sentence[] {
  const steps = scenario.edge.about?.().steps ?? [];
  return steps
    .filter((_, i) => scenario.effects[i])
    .map(({ text, ...argument }) => ({ ...argument, text: moved(scenario, text) }));
}

function moved({ edge }: Scenario, text: string): string {
  return text.replace(/^(the manifests in )["']([^"']*)["']/, (_, words: string, path: string) => {
    const there = relative(resolve(folder), resolve(edge.folder, path));
    return `${words}"${there.replaceAll('\\', '/')}${path.endsWith('/') ? '/' : ''}"`;
  });
}

/** Writes the story as a feature, puts it into the report, and returns what there is to say of it. */
export function tell(scenario: Scenario, words: string, story: Story, finding: Finding): string {
  const feature = featureOf(scenario, words, story, finding);
  const about = scenario.edge.about?.();
  const [, line = ''] = /:(\d+)$/.exec(about?.place ?? '') ?? [];
  const file = join(folder, `${slug(`${about?.title ?? ''} ${line} ${words}`)}.feature`);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, feature);
  } catch (error) {
    throw new Refusal(`The counterexample cannot be written to ${file}: ${reason(error)}.`);
  }
  scenario.edge.attach(feature, { mediaType: 'text/x.cucumber.gherkin+plain', fileName: file });
  const { tried, of, draw } = finding;
  const parameters = {
    ...(draw && { ...draw, sentence: sentenceNow(scenario), runs: of }),
    ...chosenParameters(scenario.start),
  };
  const again = [
    about && quoted(about.place),
    Object.keys(parameters).length > 0 ? `--world-parameters ${quoted(JSON.stringify(parameters))}` : '',
  ];
  return [
    `${words}: this does not hold. Case ${tried} of ${of} breaks it, here as simple as it gets:`,
    indented(feature.trimEnd().split('\n')).join('\n'),
    `  It fails by itself:   npx cucumber-js ${quoted(file)}`,
    `  To find it again:     npx cucumber-js ${again.filter(part => part).join(' ')}`,
  ].join('\n\n');
}

/** As a shell takes it. */
function quoted(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function slug(words: string): string {
  const plain = words.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return plain.replace(/^-|-$/g, '').slice(0, 120);
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
