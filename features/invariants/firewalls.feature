Feature: What a cloud's filters do, whatever the cluster
  Source: Amazon VPC User Guide, Network ACL basics; Amazon EC2 User Guide, Security group rules.

  Background:
    Given any cluster
    And any policies
    And any network ACLs and security groups

  @fault:first-listed-rule-decides
  Scenario: Numbers decide, not the list
    Then the order in which a firewall's rules are listed never matters

  @fault:last-rule-of-a-group
  Scenario: One more rule
    Then what succeeds still succeeds with one more rule of a security group
