Feature: What the models have to do with each other, whatever the cluster
  Every sentence here speaks of all clusters and all policies. It is tried on random ones, on as many as
  `--world-parameters '{"runs": 1000}'` says; the profile `deep` takes 100,000. What breaks a sentence is printed, as small
  as it gets, as a feature that fails by itself.
  The tag of a scenario names a fault: a mistake that was planted in the engine to see the sentence fail.

  Background:
    Given any cluster
    And any policies

  @fault:reply-is-not-checked
  Scenario: A reply needs its sender's egress
    Then under three-check a reply needs its sender's egress, and nothing else differs from stateful

  @fault:stateless-remembers
  Scenario: Without memory less is allowed than with a third permission
    Then what stateless allows, three-check allows

  @fault:three-check-forgets-ingress
  Scenario: A third permission allows less than two
    Then what three-check allows, stateful allows

  @fault:unenforced-enforces
  Scenario: Where nothing is enforced, no less is allowed
    Then what stateful allows, unenforced allows

  @fault:unenforced-enforces
  Scenario: Where nothing is enforced, nothing is stopped
    Then the unenforced model stops nothing

  @fault:selectors-of-a-peer-are-ored @fault:symbolic-name-without-protocol @fault:object-keys-are-labels
  @fault:one-client-port-for-all
  @fault:block-reaches-too-far @fault:one-client-port-missing @fault:some-ports-are-all
  Scenario: Three ways to an answer
    A judge that reads the API naively for every packet shares no code with the walk of the packets: they say the same of every
    flow, in every model, and stop it at the same point. The sets of all ports, which share with the walk how peers are read,
    let the same pass.

    Then the naive judge, the packet walk and the symbolic answer agree
