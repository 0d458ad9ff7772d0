Feature: Whom policies isolate, whatever the cluster
  Source: kubernetes.io, Network Policies, "The two sorts of pod isolation" and what follows it.

  @fault:isolated-from-birth
  Scenario: No policy, no block
    Given any cluster
    Then no flow fails

  @fault:policies-without-rules-are-idle
  Scenario: deny-all isolates its namespace
    A pod still reaches itself, and each pod and the node it runs on reach each other, or kubelet probes would fail.

    Given any cluster
    Then deny-all alone isolates a namespace but for its own nodes, and no other

  Rule: Policies only ever add

    Background:
      Given any cluster
      And any policies

    @fault:last-policy-wins
    Scenario: One more policy
      Then one more policy closes nothing between pods that are isolated already

    @fault:rules-for-everybody
    Scenario: The first policy
      Then the first policy of a pod opens nothing

    @fault:every-isolating-policy-is-named @fault:ingress-is-not-named
    Scenario: What a verdict names
      Then the policies that a verdict names as allowing suffice, and none without rules is named

  Rule: A policy acts where it stands

    Background:
      Given any cluster
      And any policies

    @fault:policies-act-everywhere
    Scenario: Another namespace
      Then a policy acts in no namespace but its own

    @fault:everything-exists
    Scenario: No pod
      Then a policy that selects no pod changes nothing

  Rule: What no policy stops

    Background:
      Given any cluster
      And any policies

    @fault:no-self
    Scenario: The pod itself
      Then a pod always reaches itself

    @fault:own-node-is-judged
    Scenario: Its own node
      Then its own node always reaches a pod
