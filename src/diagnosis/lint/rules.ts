import { andOr } from './andOr';
import { blockCoversPod, blockCoversService } from './blocks';
import { dnsOverUdpOnly, egressWithoutDns } from './dnsRules';
import { exceptEqual, exceptOutside } from './excepts';
import type { LintRule } from './finding';
import { namespaceMatchesNothing, peerMatchesNothing, selectsNothing } from './matchesNothing';
import { deadRule, policyTypesMissing } from './policyTypes';
import { portMatchesNothing, servicePort } from './ports';
import { redundantPolicy, redundantRule, shadowedRule } from './redundant';
import { superfluousReplyRule } from './replies';
import { unselectedWorkload } from './unselected';

/** Everything that lint looks for. */
export const lintRules: readonly LintRule[] = [
  selectsNothing,
  peerMatchesNothing,
  namespaceMatchesNothing,
  portMatchesNothing,
  servicePort,
  deadRule,
  policyTypesMissing,
  egressWithoutDns,
  dnsOverUdpOnly,
  blockCoversService,
  blockCoversPod,
  andOr,
  exceptOutside,
  exceptEqual,
  redundantPolicy,
  redundantRule,
  shadowedRule,
  unselectedWorkload,
  superfluousReplyRule,
];
