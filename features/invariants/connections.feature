Feature: What trackers remember, whatever the cluster
  Source: Linux net/netfilter/nf_conntrack_core.c.

  Background:
    Given any cluster
    And any policies

  @fault:one-entry-for-all
  Scenario: The other direction
    Then an entry for one direction lets nobody open a connection in the other

  @fault:recorded-before-egress @fault:recorded-though-dropped
  Scenario: A first packet that is dropped
    Then a first packet that is dropped leaves no entry

  @fault:established-is-judged-anew
  Scenario: What is established
    Kubernetes leaves open what a new policy means for an open connection. Here rules begin by accepting what is ESTABLISHED,
    as they do by default; other settings judge it again.

    Then what is established stays so, whatever policies come

  @fault:removal-is-not-counted
  Scenario: Whatever is done to connections
    Opened, talked on, closed, reset, waited for, flushed, their pods deleted: every entry is found by both its tuples and by
    no other's, none is past its time, none is assured that saw no answer.

    Then the conntrack tables stay consistent, whatever is done to connections
