@model:stateful
Feature: The life of an entry in the connection table
  A node looks a packet up before any rule is asked, and writes a new connection down only after the last rule has let
  the packet through. So a first packet that policy drops leaves nothing behind on the node that drops it.
  Source: nf_conntrack_in, resolve_normal_ct and __nf_conntrack_confirm of net/netfilter/nf_conntrack_core.c; measured
  on Linux 6.18.

  Background:
    Given the pods:
      | pod      | ip         | ports |
      | frontend | 10.244.0.7 | 80    |
      | backend  | 10.244.0.9 | 8080  |

  Scenario: A first packet that is dropped leaves no entry
    Given deny-all ingress
    When frontend opens a connection to backend:8080
    Then the connection hangs
    And conntrack -L shows nothing

  Scenario: Every further attempt is a first packet again
    Given deny-all ingress
    When frontend opens a connection to backend:8080
    And 3 seconds pass
    Then the packets are:
      | at  | packet | seen | verdict                    | state |
      | 1 s | SYN    | NEW  | dropped at backend ingress |       |
      | 2 s | SYN    | NEW  | dropped at backend ingress |       |
      | 3 s | SYN    | NEW  | dropped at backend ingress |       |
    And conntrack -L shows nothing

  Scenario: The answer to an allowed SYN belongs to the connection, well before the handshake is over
    What rules see is not the state of TCP: NEW is what asks and was not answered yet, ESTABLISHED is every answer and
    all that follows.

    Given deny-all
    And frontend allows egress to backend on port 8080
    And backend allows ingress from frontend on port 8080
    When frontend opens a connection to backend:8080
    Then the packets are:
      | from     | packet  | seen        | state       |
      | frontend | SYN     | NEW         | SYN_SENT    |
      | backend  | SYN-ACK | ESTABLISHED | SYN_RECV    |
      | frontend | ACK     | ESTABLISHED | ESTABLISHED |
    And the connection is open

  Scenario: An entry has two tuples, of what was asked and of what will answer
    When frontend opens a connection to backend:8080
    Then conntrack -L shows:
      """
      tcp 6 432000 ESTABLISHED src=10.244.0.7 dst=10.244.0.9 sport=40000 dport=8080 src=10.244.0.9 dst=10.244.0.7 sport=8080 dport=40000 [ASSURED]
      """

  Scenario: Each connection has its own entry
    When frontend opens 2 connections to backend:8080
    Then conntrack -L shows:
      """
      tcp 6 432000 ESTABLISHED src=frontend dst=backend sport=40000 dport=8080 src=backend dst=frontend sport=8080 dport=40000 [ASSURED]
      tcp 6 432000 ESTABLISHED src=frontend dst=backend sport=40001 dport=8080 src=backend dst=frontend sport=8080 dport=40001 [ASSURED]
      """

  Scenario: A connection is no permission to open one the other way
    Given deny-all
    And frontend allows egress to backend on port 8080
    And backend allows ingress from frontend on port 8080
    And frontend opens a connection to backend:8080
    When backend opens a connection to frontend:80
    Then the packets are:
      | from    | packet | seen | verdict                   |
      | backend | SYN    | NEW  | dropped at backend egress |
    And the connection frontend → backend:8080 is still open

  Scenario: Not even from the port that answers, to the port that asked
    That SYN belongs to the connection, but fits nowhere into it.

    Given deny-all
    And frontend allows egress to backend on port 8080
    And backend allows ingress from frontend on port 8080
    And frontend opens a connection to backend:8080
    When backend opens a connection to frontend:40000 from port 8080
    Then the packets are:
      | from    | packet | seen    | verdict                   |
      | backend | SYN    | INVALID | dropped at backend egress |
    And the connection frontend → backend:8080 is still open

  Scenario: Where each pod has a table of its own, the sender's keeps what the receiver's drops
    OVN-Kubernetes gives every port a zone of connection tracking.

    Given the setting connection-tables is per-pod
    And deny-all ingress
    When frontend opens a connection to backend:8080
    Then conntrack has the connection in state SYN_SENT on pod frontend
    But conntrack has no entry for the connection on pod backend

  Rule: Each node has a table of its own

    Background:
      Given the pods:
        | pod      | ip         | ports | node     |
        | frontend | 10.244.1.7 | 80    | worker-1 |
        | backend  | 10.244.2.9 | 8080  | worker-2 |

    Scenario: The node of the client keeps a SYN that the node of the server dropped
      Given deny-all ingress
      When frontend opens a connection to backend:8080
      Then conntrack -L on node worker-1 shows:
        """
        tcp 6 120 SYN_SENT src=10.244.1.7 dst=10.244.2.9 sport=40000 dport=8080 [UNREPLIED] src=10.244.2.9 dst=10.244.1.7 sport=8080 dport=40000
        """
      But conntrack -L shows nothing on node worker-2

    Scenario: A SYN that is sent again is still NEW, and does not prolong the entry
      Given deny-all ingress
      When frontend opens a connection to backend:8080
      And 3 seconds pass
      Then the packets are:
        | at  | packet | seen on node worker-1 | state on node worker-1 | verdict                    |
        | 1 s | SYN    | NEW                   | SYN_SENT               | dropped at backend ingress |
        | 2 s | SYN    | NEW                   | SYN_SENT               | dropped at backend ingress |
        | 3 s | SYN    | NEW                   | SYN_SENT               | dropped at backend ingress |
      And conntrack keeps the connection for another 117 seconds on node worker-1

    Scenario: A SYN that the node of the client drops is seen nowhere else
      Given deny-all egress
      When frontend opens a connection to backend:8080
      Then the packets are:
        | packet | seen on node worker-1 | seen on node worker-2 | verdict                    |
        | SYN    | NEW                   |                       | dropped at frontend egress |
      And conntrack -L shows nothing on node worker-1
      And conntrack -L shows nothing on node worker-2

    Scenario: Both nodes know a connection that both let through
      When frontend opens a connection to backend:8080
      Then conntrack has the connection in state ESTABLISHED on node worker-1
      And conntrack has the connection in state ESTABLISHED on node worker-2

    Scenario: Forgetting at one node leaves the other alone
      Given frontend opens a connection to backend:8080
      When the conntrack table of node worker-2 is flushed
      Then conntrack has the connection in state ESTABLISHED on node worker-1
      But conntrack has no entry for the connection on node worker-2

  Rule: Permission that comes late is in time for the next attempt

    Scenario Outline: A permission after <wait> is used at <connected>
      Linux sends a SYN again after 1, 2, 3, 4, 5, 7, 11, 19, 35 and 67 seconds.

      Given deny-all ingress
      And frontend opens a connection to backend:8080
      And <wait> pass
      When backend allows ingress from frontend on port 8080
      Then the connection hangs
      When <another> pass
      Then the packets are:
        | at          | packet  | seen        | verdict |
        | <connected> | SYN     | NEW         | passes  |
        | <connected> | SYN-ACK | ESTABLISHED | passes  |
        | <connected> | ACK     | ESTABLISHED | passes  |
      And the connection is open

      Examples:
        | wait         | connected | another     |
        | 1.5 seconds  | 2 s       | 0.5 seconds |
        | 20 seconds   | 35 s      | 15 seconds  |
        | 66.9 seconds | 67 s      | 0.1 seconds |

    Scenario: A permission after the last attempt is too late
      Given deny-all ingress
      And frontend opens a connection to backend:8080
      And 68 seconds pass
      When backend allows ingress from frontend on port 8080
      And 5 minutes pass
      Then the connection timed out

  Scenario: A pod that is deleted says nothing, and the node remembers its connections
    Given frontend opens a connection to backend:8080
    When pod backend is deleted
    And frontend sends data
    Then the connection hangs
    And conntrack has the connection in state ESTABLISHED
    And conntrack keeps the connection for another 300 seconds

  Scenario: A pod that restarts knows nothing of its connections, and resets them
    Given frontend opens a connection to backend:8080
    When pod backend restarts
    Then the connection is half-open
    When frontend sends data
    Then the connection was reset
    And conntrack has the connection in state CLOSE
