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

  @fault:stateless-forgets-to-ask
  Scenario: What nobody remembers
    Then under the stateless model a new policy stops the next packet of what it forbids

  @fault:established-by-a-syn-ack
  Scenario: What is not established yet
    A network ACL loses the answers on their way back, so that they come again and again, while a policy takes away the
    egress that let the first one leave.

    Then under three-check each answer to a SYN needs its sender's egress

  @fault:removal-is-not-counted @fault:flush-does-nothing @fault:last-entry-is-lost-in-growing
  @fault:kept-for-a-millisecond-more @fault:errors-prolong @fault:closed-as-if-open
  Scenario: Whatever is done to connections
    Opened, a dozen at once or from a port that another had; talked on, closed, half-closed, reset, told of errors; waited
    for to the millisecond, flushed, their pods deleted. Every entry is found by both its tuples and by no other's, none is
    assured that saw no answer, and each is there for as long as a small model of what was done says, to the second.

    Then the conntrack tables stay consistent, whatever is done to connections
