Feature: NetworkPolicy, security groups and network ACLs on one path
  A pod on EKS has all three in its way: NetworkPolicy at its own interface, the security groups of its node (or its
  own), and the network ACLs where subnets end. Each must let the packet through, and each forgets or remembers for
  itself.
  Sources: Amazon EKS User Guide, on security groups for pods; aws/amazon-vpc-cni-k8s README; Amazon VPC User Guide.

  Background:
    Given the stateful model
    And the nodes:
      | node     | ip       |
      | worker-1 | 10.0.1.5 |
      | worker-2 | 10.0.2.5 |
    And the pods:
      | pod      | ports | ip        | node     |
      | frontend | 80    | 10.0.1.10 | worker-1 |
      | cache    | 6379  | 10.0.1.11 | worker-1 |
      | backend  | 8080  | 10.0.2.10 | worker-2 |
    And deny-all

  Rule: Six doors on the way there

    Scenario Outline: <shut> shut
      Given frontend allows egress to backend on port <policy out>
      And the security group "frontend" of frontend:
        | direction | protocol | ports       | peer          |
        | outbound  | TCP      | <group out> | group backend |
      And the network ACL "subnet 1" of node/worker-1:
        | rule | direction | action | protocol | ports       | peer        |
        | 100  | outbound  | allow  | TCP      | <acl out>   | 10.0.2.0/24 |
        | 100  | inbound   | allow  | TCP      | 32768-60999 | 10.0.2.0/24 |
      And the network ACL "subnet 2" of node/worker-2:
        | rule | direction | action | protocol | ports       | peer        |
        | 100  | inbound   | allow  | TCP      | <acl in>    | 10.0.1.0/24 |
        | 100  | outbound  | allow  | TCP      | 32768-60999 | 10.0.1.0/24 |
      And the security group "backend" of backend:
        | direction | protocol | ports      | peer           |
        | inbound   | TCP      | <group in> | group frontend |
        | outbound  | none     |            |                |
      And backend allows ingress from frontend on port <policy in>
      Then frontend → backend:8080 <verdict>

      Examples:
        | shut                              | policy out | group out | acl out | acl in | group in | policy in | verdict                                   |
        | Nothing is                        | 8080       | 8080      | 8080    | 8080   | 8080     | 8080      | succeeds                                  |
        | The client's egress policy is     | 1          | 8080      | 8080    | 8080   | 8080     | 8080      | fails at frontend egress                  |
        | The client's security group is    | 8080       | 1         | 8080    | 8080   | 8080     | 8080      | fails at frontend security group outbound |
        | The ACL of the client's subnet is | 8080       | 8080      | 1       | 8080   | 8080     | 8080      | fails at frontend network ACL outbound    |
        | The ACL of the server's subnet is | 8080       | 8080      | 8080    | 1      | 8080     | 8080      | fails at backend network ACL inbound      |
        | The server's security group is    | 8080       | 8080      | 8080    | 8080   | 1        | 8080      | fails at backend security group inbound   |
        | The server's ingress policy is    | 8080       | 8080      | 8080    | 8080   | 8080     | 1         | fails at backend ingress                  |

  Rule: Two doors on the way back, for what remembers lets answers pass

    Background:
      Given frontend allows egress to backend
      And backend allows ingress from frontend
      And the security group "backend" of backend:
        | direction | protocol | ports | peer        |
        | inbound   | TCP      | 8080  | 10.0.1.0/24 |
        | outbound  | none     |       |             |

    Scenario Outline: The ACLs let answers out of the server's subnet to <out>, and into the client's to <into>
      Given the network ACL "subnet 1" of node/worker-1:
        | rule | direction | action | protocol | ports  | peer        |
        | 100  | outbound  | allow  | TCP      | 8080   | 10.0.2.0/24 |
        | 100  | inbound   | allow  | TCP      | <into> | 10.0.2.0/24 |
      And the network ACL "subnet 2" of node/worker-2:
        | rule | direction | action | protocol | ports | peer        |
        | 100  | inbound   | allow  | TCP      | 8080  | 10.0.1.0/24 |
        | 100  | outbound  | allow  | TCP      | <out> | 10.0.1.0/24 |
      Then frontend → backend:8080 <verdict>

      Examples: The client's port is one of 32768-60999
        | out         | into        | verdict                                             |
        | 32768-60999 | 32768-60999 | succeeds                                            |
        | 1024-65535  | 1024-65535  | succeeds                                            |
        | 8080        | 32768-60999 | fails at backend network ACL outbound for the reply |
        | 32768-60999 | 8080        | fails at frontend network ACL inbound for the reply |
        | 49152-65535 | 1024-65535  | is unreliable                                       |

    Scenario Outline: net.ipv4.ip_local_port_range of the client's node decides: port <port> <outcome>
      Given the network ACL "subnet 2" of node/worker-2:
        | rule | direction | action | protocol | ports       | peer        |
        | 100  | inbound   | allow  | TCP      | 8080        | 10.0.1.0/24 |
        | 100  | outbound  | allow  | TCP      | 32768-60999 | 10.0.1.0/24 |
      When frontend opens a connection to backend:8080 from port <port>
      Then the connection <outcome>

      Examples:
        | port  | outcome |
        | 32768 | is open |
        | 60999 | is open |
        | 20000 | hangs   |
        | 61000 | hangs   |

  Rule: Each stands in a place of its own

    Scenario: Pods of one subnet meet no ACL, pods of one node meet NetworkPolicy
      Given the network ACL "subnet 1" of node/worker-1:
        | rule | direction | action | protocol | ports | peer      |
        | 100  | inbound   | deny   | all      | all   | 0.0.0.0/0 |
      Then frontend → cache:6379 fails at frontend egress
      When frontend allows egress to cache
      And cache allows ingress from frontend
      Then frontend → cache:6379 succeeds

    Scenario: A security group of the node is one of each of its pods
      Given all policies are deleted
      And the security group "node" of node/worker-2:
        | direction | protocol | ports | peer        |
        | inbound   | TCP      | 10250 | 10.0.0.0/16 |
      Then frontend → backend:8080 fails at backend security group inbound
      And frontend → node/worker-2:10250 succeeds

  Rule: One change, three answers from an open connection

    Background:
      Given frontend allows egress to backend
      And backend allows ingress from frontend
      And the security group "backend" of backend:
        | direction | protocol | ports | peer        |
        | inbound   | TCP      | 8080  | 10.0.1.0/24 |
        | outbound  | none     |       |             |
      And the network ACL "subnet 2" of node/worker-2:
        | rule | direction | action | protocol | ports       | peer        |
        | 100  | inbound   | allow  | TCP      | 8080        | 10.0.1.0/24 |
        | 100  | outbound  | allow  | TCP      | 32768-60999 | 10.0.1.0/24 |
      And frontend opens a connection to backend:8080

    Scenario: NetworkPolicy: it goes on (with most plugins)
      When policy allow-backend-ingress-from-frontend is deleted
      And frontend sends data
      Then the connection is open
      But frontend → backend:8080 fails at backend ingress

    Scenario: The security group: it goes on
      When the security group "backend" of backend:
        | direction | protocol | ports | peer |
        | inbound   | none     |       |      |
        | outbound  | none     |       |      |
      And frontend sends data
      Then the connection is open
      But frontend → backend:8080 fails at backend security group inbound

    Scenario: The network ACL: it is cut, and the server's answers with it
      When the network ACL "subnet 2" of node/worker-2:
        | rule | direction | action | protocol | ports | peer        |
        | 100  | inbound   | allow  | TCP      | 8080  | 10.0.1.0/24 |
      And frontend sends data
      Then the packets are:
        | from     | to       | packet | verdict                                 |
        | frontend | backend  | data   | passes                                  |
        | backend  | frontend | ACK    | dropped at backend network ACL outbound |
      And the connection hangs
      When 16 minutes pass
      Then the connection timed out
      And curl exits with 28 for the connection
