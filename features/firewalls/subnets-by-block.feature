Feature: A network ACL may name its subnet by its block
  It guards whoever has an address in it: pods, nodes and what is outside the cluster.
  Source: Amazon VPC User Guide, network ACL basics.

  Background:
    Given the stateful model
    And the pods:
      | pod | ports | ip        |
      | web | 80    | 10.0.1.10 |
      | db  | 5432  | 10.0.2.5  |
    And the network ACL "db" of 10.0.2.0/24:
      | rule | direction | action | protocol | ports      | peer        |
      | 100  | inbound   | allow  | TCP      | 5432       | 10.0.1.0/24 |
      | 100  | outbound  | allow  | TCP      | 1024-65535 | anyone      |

  Scenario: A pod in the block
    Then web → db:5432 succeeds
    But web → db:80 fails at db network ACL inbound
    And 10.0.3.7 → db:5432 fails at db network ACL inbound

  Scenario: An address in the block that is no pod's
    Then web → 10.0.2.7:5432 succeeds
    But web → 10.0.2.7:80 fails at 10.0.2.7 network ACL inbound
