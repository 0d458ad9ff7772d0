Feature: Security groups: rules at a network interface, and a memory
  A group has allow rules only. All rules of all groups at an interface are united, in no order, and what none of them
  allows is denied. Peers are addresses, or whoever is in a group. Answers pass whatever the rules say.
  Source: Amazon VPC User Guide, "Control traffic to your AWS resources using security groups".

  Background:
    Given the stateful model
    And the pods:
      | pod      | ports    | ip        |
      | frontend | 80, 3000 | 10.0.1.10 |
      | api      | 8080     | 10.0.2.10 |
      | api-2    | 8080     | 10.0.2.11 |
      | jumphost | 22       | 10.0.9.10 |
    And the external endpoints:
      | name    | addresses    |
      | visitor | 198.51.100.7 |

  Scenario: A new group lets nothing in and everything out
    Given the security group "new" of frontend:
      | direction | protocol | ports | peer |
      | inbound   | none     |       |      |
    Then frontend → the Internet:443 succeeds
    And frontend → api:8080 succeeds
    But the Internet → frontend:80 fails at frontend security group inbound
    And api → frontend:3000 fails at frontend security group inbound

  Scenario: What comes in is answered, even where nothing may go out
    Given the security group "web" of frontend:
      | direction | protocol | ports | peer      |
      | inbound   | TCP      | 80    | 0.0.0.0/0 |
      | outbound  | none     |       |           |
    Then visitor → frontend:80 succeeds
    But frontend → visitor:80 fails at frontend security group outbound

  Scenario: What goes out is answered, even where nothing may come in
    Given the security group "worker" of frontend:
      | direction | protocol | ports | peer      |
      | inbound   | none     |       |           |
      | outbound  | TCP      | 443   | 0.0.0.0/0 |
    Then frontend → the Internet:443 succeeds
    But frontend → the Internet:80 fails at frontend security group outbound
    And visitor → frontend:80 fails at frontend security group inbound

  Scenario: To be answered is not to be open to the one who answers
    Given the security group "worker" of frontend:
      | direction | protocol | ports | peer         |
      | inbound   | none     |       |              |
      | outbound  | TCP      | 8080  | 10.0.2.10/32 |
    When frontend opens a connection to api:8080
    And api opens a connection to frontend:3000
    Then the connection frontend → api:8080 is open
    But the connection api → frontend:3000 hangs

  Scenario: A closed port answers too: the group lets the client hear that nobody listens
    Given the security group "web" of frontend:
      | direction | protocol | ports | peer            |
      | inbound   | TCP      | all   | 198.51.100.7/32 |
      | outbound  | none     |       |                 |
    Then visitor → frontend:9999 is refused
    But jumphost → frontend:80 fails with a timeout

  Rule: One rule that matches is enough

    Scenario: Several groups at one interface are one list
      Given the security group "web" of frontend:
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 80    | 0.0.0.0/0 |
      And the security group "operations" of frontend, api:
        | direction | protocol | ports    | peer      |
        | inbound   | TCP      | 22, 3000 | 10.0.9.10 |
      Then visitor → frontend:80 succeeds
      And jumphost → frontend:3000 succeeds
      But visitor → frontend:3000 fails at frontend security group inbound

    Scenario: A narrow rule takes nothing away from a wide one
      Given the security group "web" of frontend:
        | direction | protocol | ports  | peer         |
        | inbound   | TCP      | 80     | 10.0.9.10/32 |
        | inbound   | TCP      | 1-1024 | 0.0.0.0/0    |
      Then visitor → frontend:80 succeeds

    Scenario: Both ends have groups, and both must agree
      Given the security group "frontend" of frontend:
        | direction | protocol | ports | peer         |
        | outbound  | TCP      | 8080  | 10.0.2.10/32 |
      And the security group "api" of api, api-2:
        | direction | protocol | ports | peer         |
        | inbound   | TCP      | 8080  | 10.0.1.10/32 |
      Then frontend → api:8080 succeeds
      But frontend → api-2:8080 fails at frontend security group outbound
      And jumphost → api:8080 fails at api security group inbound

  Rule: A group as a peer stands for its members, wherever they are

    Background:
      Given the security group "web" of frontend:
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 80    | 0.0.0.0/0 |
      And the security group "api" of api, api-2:
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 8080  | group web |

    Scenario: Members are let in, others are not
      Then frontend → api:8080 succeeds
      But jumphost → api:8080 fails at api security group inbound

    Scenario: A new member is let in without a new rule
      When the security group "web" of frontend, jumphost:
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 80    | 0.0.0.0/0 |
      Then jumphost → api:8080 succeeds

    Scenario: A group does not open its members to each other
      Then api → api-2:8080 fails at api-2 security group inbound

    Scenario: A rule that names its own group does
      So does the default group of every VPC.

      When the security group "api" of api, api-2:
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 8080  | group web |
        | inbound   | all      |       | group api |
      Then api → api-2:8080 succeeds
      And frontend → api:8080 succeeds

    Scenario: To be a peer gives a group nothing by itself
      The rule stands in the group "api", so it is about the interfaces of that group.

      Then frontend → jumphost:22 succeeds
      But api → frontend:3000 fails at frontend security group inbound
