Feature: Other ways of saying the same
  Manifests that differ in spelling alone do not differ in meaning: no flow gets another verdict, in any model, and none is
  stopped elsewhere. Each of these has been got wrong by somebody.
  Source: networking.k8s.io/v1 NetworkPolicy, meta/v1 LabelSelector.

  Background:
    Given any cluster
    And any policies

  @fault:first-rule-only
  Scenario: Order
    Then the order of policies, rules, peers and ports never matters

  @fault:labels-in-any-case
  Scenario: Names
    Then other names for namespaces, pods, labels and ports change nothing

  @fault:every-peer-must-match
  Scenario: One rule, or several
    Then a rule for each peer and each port says the same as one rule for all

  @fault:yaml-without-except
  Scenario: YAML
    Then policies written as YAML and read again say the same

  Rule: Selectors

    @fault:one-label-suffices @fault:labels-in-any-case
    Scenario: matchLabels
      Then a pair of matchLabels says the same as In with one value

    @fault:not-in-wants-the-key
    Scenario: NotIn holds where the key is missing
      Then In and NotIn together select what neither would leave out

    @fault:does-not-exist-exists
    Scenario: Presence
      Then Exists and DoesNotExist together select what neither would leave out

    @fault:pods-of-every-namespace
    Scenario: The policy's own namespace
      Then a podSelector alone says the same as with the policy's own namespace

  Rule: What is taken for granted

    @fault:types-default-to-ingress
    Scenario: policyTypes
      Then policyTypes that are missing say the same as the default

    @fault:rules-make-types
    Scenario: Dead rules
      Then rules of a direction that policyTypes does not name are dead

    @fault:empty-peers-match-nobody
    Scenario: Empty lists
      Then an empty list says the same as a missing one

    @fault:any-protocol
    Scenario: The protocol
      Then a port without protocol is a port of TCP

  Rule: Ports

    @fault:end-port-is-outside
    Scenario: endPort is part of its range
      Then a range of ports says the same as its ports one by one

    @fault:named-port-by-name-only
    Scenario: Names of ports
      Then the name of a port says the same as its numbers on the destination

  Rule: Addresses

    @fault:block-lacks-its-first
    Scenario: Halves
      Then a block says the same as its two halves

    @fault:except-is-ignored
    Scenario: Exceptions
      Then an exception takes addresses from its own block, and from nothing else
