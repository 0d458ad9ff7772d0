@model:stateful
Feature: Pods come and go under an open connection
  A connection is between two sockets. Whoever comes to an address later knows nothing of what was open there; whoever is
  gone says nothing, and hears nothing.
  Sources: RFC 9293, 3.5.1 (half-open connections) and 3.5.2 (reset generation); connect(2), write(2).

  Background:
    Given the pods:
      | pod | ports        | ip       | node |
      | a   | 80           | 10.0.0.1 | w1   |
      | b   | 8080, 53/UDP | 10.0.0.2 | w2   |

  Rule: Whoever is gone stays gone

    Scenario: A deleted server is not brought back by a change of policy
      Given a opens a connection to b:8080
      When pod b is deleted
      And a sends data
      Then the connection hangs
      When deny-all egress
      And all policies are deleted
      And 1 second passes
      Then the connection hangs
      When 20 minutes pass
      Then the connection timed out

    Scenario: A deleted client sends nothing again
      Given deny-all ingress
      And a opens a connection to b:8080
      When pod a is deleted
      And 10 seconds pass
      Then the packets are:
        | packet |

    Scenario: A server that is gone leaves its client half a connection, as one that restarts does
      Given a opens a connection to b:8080
      When pod b is deleted
      Then the connection is half-open

  Rule: Whoever comes to the address is somebody else

    Scenario: The same pod again has a new socket
      Given a opens a connection to b:8080
      When pod b is deleted
      And the pods:
        | pod | ports | ip       | node |
        | a   | 80    | 10.0.0.1 | w1   |
        | b   | 8080  | 10.0.0.2 | w2   |
      And a sends data
      Then the connection was reset

    Scenario: Policy is asked at the pod that has the address now
      Given a opens a connection to b:8080
      When pod b is deleted
      And the pods:
        | pod | ports | ip       | node |
        | a   | 80    | 10.0.0.1 | w1   |
        | z   | 8080  | 10.0.0.2 | w2   |
      And deny-all ingress
      And the conntrack tables are flushed
      And a sends data
      Then the packets are:
        | from | to | packet | verdict              |
        | a    | z  | data   | dropped at z ingress |

    Scenario: Listing the pods again, as they were, changes nothing
      Given a opens a connection to b:8080
      When the pods:
        | pod | ports | ip       | node |
        | b   | 8080  | 10.0.0.2 | w2   |
        | a   | 80    | 10.0.0.1 | w1   |
      And a sends data
      Then the connection is open

  Rule: Others are not touched

    Scenario: Pods without a listed address keep theirs
      Given the pods:
        | pod | ports |
        | x   |       |
        | y   |       |
        | z   | 8080  |
      And y opens a connection to z:8080
      When pod x is deleted
      And y sends data
      Then the connection is open
      When the pods:
        | pod | ports |
        | new |       |
        | y   |       |
        | z   | 8080  |
      And y sends data
      Then the connection is still open

  Rule: What is said before the connection is established waits

    Scenario: Data behind a SYN that is not answered
      Given deny-all
      And a opens a connection to b:8080
      When all policies are deleted
      And a sends data
      Then the packets are:
        | packet |
      And the connection hangs
      When 1 second passes
      Then the packets are:
        | from | packet  |
        | a    | SYN     |
        | b    | SYN-ACK |
        | a    | ACK     |
        | a    | data    |
        | b    | ACK     |
      And the connection is open

  Rule: A change that nobody looks at is a change

    Scenario: A plugin that forgets what is denied has forgotten it, though the denial was short
      Given the setting running-connections is flush
      And the sysctl nf_conntrack_tcp_loose is 0
      And a opens a connection to b:8080
      When deny-all
      And all policies are deleted
      And a sends data
      Then the connection hangs

    Scenario: It forgets a connection that was picked up from the server's side, too
      Given the setting running-connections is flush
      And a opens a connection to b:8080
      And the conntrack tables are flushed
      And b sends data
      When deny-all
      And a sends data
      Then the connection hangs

    Scenario: What a node forgets, the network interface of a cloud still knows
      Given the security group "x" of b:
        | direction | protocol | ports | peer     |
        | inbound   | TCP      | 8080  | 10.0.0.1 |
        | outbound  | none     |       |          |
      And a opens a connection to b:8080
      When the conntrack tables are flushed
      And a sends data
      Then the connection is open

  Rule: Ports and limits

    Scenario: The next client port is one that the client has not used
      Given a opens a connection to b:8080 from port 40001
      When a opens a connection to b:8080
      Then the connection a:40002 → b:8080 is open
      When a opens 2 connections to b:8080 from port 41000
      Then the connection a:41001 → b:8080 is open

    Scenario: The limit of one node outlives what is said of all
      Given the conntrack table of node w2 holds at most 1 entry
      And the sysctl nf_conntrack_tcp_loose is 0
      When a opens 2 connections to b:8080
      Then the connection a:40000 → b:8080 is open
      But the connection a:40001 → b:8080 hangs

    Scenario: A sysctl that was chosen stays, whatever CNI runs
      Given the sysctl nf_conntrack_udp_timeout is 7 seconds
      And a cluster that runs Calico
      When a sends a datagram to b:53/UDP
      Then conntrack keeps the connection for another 7 seconds

  Rule: UDP hears of an error once

    Scenario: A refusal is over with the next datagram that arrives
      Given the setting blocked-packets is refused
      And deny-all
      And a opens a connection to b:53/UDP
      Then the connection was refused
      When all policies are deleted
      And a sends data
      And b answers
      Then the connection is open

    Scenario: A datagram to a pod that is gone is lost
      Given a opens a connection to b:53/UDP
      When pod b is deleted
      And a sends data
      Then the connection hangs

  Scenario: An RST that an enforcement point sends ends what is open
    Given the setting running-connections is stateless
    And the setting blocked-packets is reset
    And a opens a connection to b:8080
    When deny-all
    And a sends data
    Then the connection was reset
