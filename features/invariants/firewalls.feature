Feature: What a cloud's filters do, whatever the cluster
  Source: Amazon VPC User Guide, Network ACL basics; Amazon EC2 User Guide, Security group rules.

  Background:
    Given any cluster
    And any policies
    And any network ACLs and security groups

  @fault:nobody-is-denied @fault:acl-within-its-subnet @fault:members-are-strangers @fault:everything-is-tracked
  @fault:end-of-range-is-inside @fault:both-ways-at-once @fault:first-group-alone
  Scenario: Two ways to an answer
    A judge that reads the filters as the User Guides put them, and policies as the API does, shares no code with the walk
    of the packets: they stop the same packet at the same filter, whichever port the client has.

    Then the naive judge and the packet walk agree

  @fault:highest-number-decides
  Scenario: The lowest number decides
    Then a rule of a higher number never changes what a lower one decides

  @fault:first-listed-rule-decides
  Scenario: Numbers decide, not the list
    Then the order in which a firewall's rules are listed never matters

  @fault:last-rule-of-a-group
  Scenario: One more rule
    Then what succeeds still succeeds with one more rule of a security group
