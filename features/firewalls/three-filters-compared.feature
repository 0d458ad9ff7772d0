Feature: NetworkPolicy, security group, network ACL: what is different
  All three say who may open a connection to whom. They differ in what holds before anybody writes a rule, in how rules
  are put together, in what happens to answers and to open connections, and in where one looks for the guarded.
  Sources: kubernetes.io, Network Policies; Amazon VPC User Guide, "Compare security groups and network ACLs".

  Background:
    Given the stateful model
    And the pods:
      | pod      | ports    | ip        |
      | frontend | web=80   | 10.0.1.10 |
      | backend  | api=8080 | 10.0.2.10 |
      | replica  | api=8080 | 10.0.2.11 |

  Rule: Before anybody writes a rule

    Scenario: NetworkPolicy: everything is open, until a policy selects the pod, and then in the other direction still
      Then frontend → backend:8080 succeeds
      When deny-all ingress
      Then frontend → backend:8080 fails at backend ingress
      But backend → the Internet:443 succeeds

    Scenario: Security group: inwards closed, outwards open
      Given the security group "new" of backend:
        | direction | protocol | ports | peer |
        | inbound   | none     |       |      |
      Then frontend → backend:8080 fails at backend security group inbound
      But backend → the Internet:443 succeeds

    Scenario: Network ACL: the one of the VPC is open, one of your own is closed
      Given the network ACL "own" of backend:
        | rule | direction | action | protocol | ports | peer      |
        | 1    | inbound   | deny   | all      | all   | 0.0.0.0/0 |
      Then frontend → backend:8080 fails at backend network ACL inbound
      And backend → frontend:80 fails at backend network ACL outbound
      When the network ACL "own" is deleted
      Then frontend → backend:8080 succeeds

  Rule: Several rules

    Scenario: NetworkPolicy: all that any rule allows
      Given deny-all ingress
      And backend allows ingress from frontend on port 443
      And backend allows ingress from frontend on port 8080
      Then frontend → backend:8080 succeeds

    Scenario: Security group: all that any rule allows
      Given the security group "backend" of backend:
        | direction | protocol | ports | peer        |
        | inbound   | TCP      | 443   | 10.0.1.0/24 |
        | inbound   | TCP      | 8080  | 10.0.1.0/24 |
      Then frontend → backend:8080 succeeds

    Scenario: Network ACL: what the first one says that matches, which may be no
      Given the network ACL "backend" of backend, replica:
        | rule | direction | action | protocol | ports | peer         |
        | 100  | inbound   | deny   | all      | all   | 10.0.1.10/32 |
        | 200  | inbound   | allow  | TCP      | 8080  | 10.0.1.0/24  |
      Then frontend → backend:8080 fails at backend network ACL inbound

  Rule: Answers

    Scenario: NetworkPolicy: by themselves
      Given deny-all
      And frontend allows egress to backend
      And backend allows ingress from frontend
      Then frontend → backend:8080 succeeds

    Scenario: Security group: by themselves
      Given the security group "backend" of backend:
        | direction | protocol | ports | peer        |
        | inbound   | TCP      | 8080  | 10.0.1.0/24 |
        | outbound  | none     |       |             |
      Then frontend → backend:8080 succeeds

    Scenario: Network ACL: by a rule of their own
      Given the network ACL "backend" of backend:
        | rule | direction | action | protocol | ports | peer        |
        | 100  | inbound   | allow  | TCP      | 8080  | 10.0.1.0/24 |
      Then frontend → backend:8080 fails at backend network ACL outbound for the reply

  Rule: Peers, when the client comes back with another address

    Scenario: NetworkPolicy: labels go with the pod
      Given deny-all ingress
      And backend allows ingress from pods labelled app=frontend
      When the pods:
        | pod      | ports | ip        |
        | frontend | 80    | 10.0.5.77 |
        | backend  | 8080  | 10.0.2.10 |
      Then frontend → backend:8080 succeeds

    Scenario: Security group: so does a group
      Given the security group "frontend" of frontend:
        | direction | protocol | ports | peer |
        | inbound   | none     |       |      |
      And the security group "backend" of backend:
        | direction | protocol | ports | peer           |
        | inbound   | TCP      | 8080  | group frontend |
      When the pods:
        | pod      | ports | ip        |
        | frontend | 80    | 10.0.5.77 |
        | backend  | 8080  | 10.0.2.10 |
      Then frontend → backend:8080 succeeds

    Scenario: Network ACL: addresses are all it knows
      Given the network ACL "backend" of backend:
        | rule | direction | action | protocol | ports      | peer         |
        | 100  | inbound   | allow  | TCP      | 8080       | 10.0.1.10/32 |
        | 100  | outbound  | allow  | TCP      | 1024-65535 | 10.0.0.0/16  |
      And frontend → backend:8080 succeeds
      When the pods:
        | pod      | ports | ip        |
        | frontend | 80    | 10.0.5.77 |
        | backend  | 8080  | 10.0.2.10 |
      Then frontend → backend:8080 fails at backend network ACL inbound

  Rule: Among the guarded themselves

    Scenario: NetworkPolicy: pods under one policy are closed to each other
      Given deny-all
      Then backend → replica:8080 fails at backend egress

    Scenario: Security group: members of one group are closed to each other
      Given the security group "backend" of backend, replica:
        | direction | protocol | ports | peer        |
        | inbound   | TCP      | 8080  | 10.0.1.0/24 |
      Then backend → replica:8080 fails at replica security group inbound

    Scenario: Network ACL: neighbours in one subnet are open to each other
      Given the network ACL "backend" of backend, replica:
        | rule | direction | action | protocol | ports | peer      |
        | 100  | inbound   | deny   | all      | all   | 0.0.0.0/0 |
      Then backend → replica:8080 succeeds

  Rule: An open connection, when its rule goes

    Scenario: NetworkPolicy: with most plugins it goes on; features/cnis/ says with which
      Given deny-all ingress
      And backend allows ingress from frontend
      And frontend opens a connection to backend:8080
      When policy allow-backend-ingress-from-frontend is deleted
      And frontend sends data
      Then the connection is open

    Scenario: Security group: it goes on, if it was tracked
      Given the security group "backend" of backend:
        | direction | protocol | ports | peer        |
        | inbound   | TCP      | 8080  | 10.0.1.0/24 |
      And frontend opens a connection to backend:8080
      When the security group "backend" of backend:
        | direction | protocol | ports | peer |
        | inbound   | none     |       |      |
      And frontend sends data
      Then the connection is open

    Scenario: Network ACL: it is cut at once
      Given the network ACL "backend" of backend:
        | rule | direction | action | protocol | ports      | peer        |
        | 100  | inbound   | allow  | TCP      | 8080       | 10.0.1.0/24 |
        | 100  | outbound  | allow  | TCP      | 1024-65535 | 10.0.1.0/24 |
      And frontend opens a connection to backend:8080
      When the network ACL "backend" of backend:
        | rule | direction | action | protocol | ports      | peer        |
        | 100  | outbound  | allow  | TCP      | 1024-65535 | 10.0.1.0/24 |
      And frontend sends data
      Then the connection hangs

  Rule: Ports

    Scenario: NetworkPolicy: a number, a range, or a name that each pod gives a number
      Given deny-all ingress
      When backend allows ingress from frontend on port api
      And replica allows ingress from frontend on ports 8000-8100
      Then frontend → backend:8080 succeeds
      And frontend → replica:8080 succeeds

    Scenario: Security group and network ACL: a number or a range
      Given the security group "backend" of backend:
        | direction | protocol | ports     | peer        |
        | inbound   | TCP      | 8000-8100 | 10.0.1.0/24 |
      And the network ACL "backend" of backend:
        | rule | direction | action | protocol | ports      | peer        |
        | 100  | inbound   | allow  | TCP      | 8000-8100  | 10.0.1.0/24 |
        | 100  | outbound  | allow  | TCP      | 1024-65535 | 10.0.1.0/24 |
      Then frontend → backend:8080 succeeds
      But frontend → backend:9090 fails at backend network ACL inbound
