import { printable } from '../../kubernetes/printable';

const longest = 40;

/** Nearly all that is ever drawn, in which nothing is to be escaped; the others cost more to look at. */
const plain = /^[\x20\x21\x23-\x25\x27-\x3b\x3d\x3f-\x7e→…]*$/;

/** A name of any length as it fits into a picture: its ends, as names differ there. */
export function shortened(text: string, most = longest): string {
  if (text.length <= most) return text;
  const characters = [...text];
  if (characters.length <= most) return text;
  const tail = Math.floor((most - 1) / 2);
  return `${characters.slice(0, most - 1 - tail).join('')}…${characters.slice(-tail).join('')}`;
}

/** Text as XML has it, with nothing in it that hides, turns or breaks what is around. */
export function escaped(text: string): string {
  if (plain.test(text)) return text;
  return printable(text.replaceAll('\n', ' '))
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Lines of at most so many characters, broken after a space, a comma or a dash where there is one. */
export function wrapped(text: string, width: number, mostLines: number): readonly string[] {
  if (text.length <= width && plain.test(text)) return text === '' ? [] : [text];
  const lines: string[] = [];
  let rest = [...shortened(printable(text), width * mostLines - mostLines)].join('');
  while (rest !== '' && lines.length < mostLines) {
    const characters = [...rest];
    if (characters.length <= width || lines.length === mostLines - 1) {
      lines.push(shortened(rest, width));
      break;
    }
    const head = characters.slice(0, width + 1).join('');
    const [fitting = ''] = /^.*[\s,/-](?=.)/su.exec(head) ?? [];
    const line =
      [...fitting].length > width / 3 && [...fitting].length <= width
        ? fitting
        : characters.slice(0, width).join('');
    lines.push(line.trimEnd());
    rest = rest.slice(line.length).trimStart();
  }
  return lines;
}
