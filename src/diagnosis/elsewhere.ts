import { answer } from '../dataplane/answer';
import type { VerdictKind } from '../dataplane/attempt';
import type { Question } from '../dataplane/cases';
import { type Network, networkOf } from '../dataplane/network';
import { type Cni, cnis } from '../settings/cnis';
import { type ModelName, modelNames, upstreamModel } from '../settings/models';
import { choices, type SettingName, type Settings, settingNames } from '../settings/settings';

type Kind = VerdictKind | 'mixed';

/** Who would give another verdict on a flow. */
export interface Elsewhere {
  readonly models: readonly { readonly model: ModelName; readonly kind: Kind }[];
  /** CNIs that part from what upstream Kubernetes would say. */
  readonly cnis: readonly { readonly cni: Cni; readonly kind: Kind }[];
  /** Choices that the API leaves open, of which another would decide. */
  readonly settings: readonly {
    readonly setting: SettingName;
    readonly value: string;
    readonly kind: Kind;
  }[];
}

/** The same question under every other model, with every CNI, and under every other choice where the API leaves one. */
export function elsewhereOf(network: Network, model: ModelName, question: Question): Elsewhere {
  const { kind: own } = answer(network, model, question);
  const { kind: upstream } = answer(network, upstreamModel, question);
  const isOther = ({ kind }: { readonly kind: Kind }): boolean => kind !== own;
  return {
    models: modelNames
      .map(name => ({ model: name, kind: answer(network, name, question).kind }))
      .filter(isOther),
    cnis: cnis
      .map(cni => {
        const settings: Settings = { ...network.settings, ...cni.settings };
        return { cni, kind: answer(withSettings(network, settings), cni.model, question).kind };
      })
      .filter(({ kind }) => kind !== upstream),
    settings: settingNames
      .filter(setting => !ofOpenConnections.includes(setting))
      .flatMap(setting =>
        Object.keys(choices[setting])
          .filter(value => value !== network.settings[setting])
          .map(value => {
            const settings: Settings = { ...network.settings, [setting]: value };
            return { setting, value, kind: answer(withSettings(network, settings), model, question).kind };
          }),
      )
      .filter(isOther),
  };
}

/** A verdict is about a connection that is new. */
const ofOpenConnections: readonly SettingName[] = ['running-connections', 'first-policy', 'rejudged-replies'];

function withSettings(network: Network, settings: Settings): Network {
  return networkOf(network.cluster, network.policies.policies, settings, network);
}
