import { parseBlock } from '../../addresses/block';
import { intersect, subtract } from '../../addresses/spans';
import { peerText } from '../../policy/words';
import { blocksOf } from './blocks';
import { type LintRule, ofRule } from './finding';

/**
 * IPBlock.except: validation refuses one that is no strict part of `cidr` (ValidateIPBlock), in manifests and in sentences. What
 * is left here are policies of programs, and excepts that each are a part and together are the whole.
 */
export const exceptOutside: LintRule = {
  code: 'except-outside',
  title: 'an except that takes nothing out of its block',
  explanation:
    'An except outside its cidr, or inside another except, changes nothing. The API server refuses the former. Correct it, or delete it.',
  yieldsTo: ['selects-nothing'],
  *find(ground) {
    for (const { policy, direction, rule, block } of blocksOf(ground)) {
      const { except = [] } = block.source.ipBlock ?? {};
      const spans = except.map(text => parseBlock(text)?.block);
      for (const [i, inner] of spans.entries()) {
        if (!inner) continue;
        const isOutside = inner.family !== block.family || intersect([block.span], [inner.span]).length === 0;
        const by = spans.findIndex(
          (other, k) =>
            k !== i &&
            other?.family === inner.family &&
            subtract([inner.span], [other.span]).length === 0 &&
            // Of two that are equal the later one is said to be too much.
            (subtract([other.span], [inner.span]).length > 0 || k < i),
        );
        if (!isOutside && by < 0) continue;
        const why = isOutside ? `lies outside ${block.source.ipBlock?.cidr}` : `lies inside ${except[by]}`;
        const text = `has an except ${except[i]} that ${why}: correct it, or delete it`;
        yield ofRule('except-outside', policy, direction, rule, text, except[i]);
      }
    }
  },
};

export const exceptEqual: LintRule = {
  code: 'except-equal',
  title: 'excepts that leave nothing of their block',
  explanation:
    'An except that equals its cidr, or several that make it up together, leave no address. The API server refuses the former. Correct them, or delete the peer.',
  yieldsTo: ['selects-nothing'],
  *find(ground) {
    for (const { policy, direction, rule, block } of blocksOf(ground)) {
      if (subtract([block.span], block.except).length > 0) continue;
      const object = peerText(block.source);
      yield ofRule(
        'except-equal',
        policy,
        direction,
        rule,
        `has ${object}, of which nothing is left: correct the excepts, or delete the peer`,
        object,
      );
    }
  },
};
