@model:stateful
Feature: The states of a TCP connection, as conntrack names them
  The names are borrowed from RFC 9293, but they are about the connection, not about one of its ends: FIN_WAIT is one
  FIN seen, from whichever side, CLOSE_WAIT is that FIN acknowledged, LAST_ACK the second FIN, TIME_WAIT that one
  acknowledged.
  Source: the table tcp_conntracks of net/netfilter/nf_conntrack_proto_tcp.c.

  Background:
    Given the pods:
      | pod      | ip         | ports |
      | frontend | 10.244.0.7 |       |
      | backend  | 10.244.0.9 | 8080  |

  Scenario: From the first SYN to the last ACK
    When frontend opens a connection to backend:8080
    Then the packets are:
      | from     | packet  | seen        | state       |
      | frontend | SYN     | NEW         | SYN_SENT    |
      | backend  | SYN-ACK | ESTABLISHED | SYN_RECV    |
      | frontend | ACK     | ESTABLISHED | ESTABLISHED |
    And the connection is open
    When frontend sends data
    Then the packets are:
      | from     | packet | seen        | state       |
      | frontend | data   | ESTABLISHED | ESTABLISHED |
      | backend  | ACK    | ESTABLISHED | ESTABLISHED |
    When frontend closes the connection
    Then the packets are:
      | from     | packet | seen        | state      |
      | frontend | FIN    | ESTABLISHED | FIN_WAIT   |
      | backend  | ACK    | ESTABLISHED | CLOSE_WAIT |
      | backend  | FIN    | ESTABLISHED | LAST_ACK   |
      | frontend | ACK    | ESTABLISHED | TIME_WAIT  |
    And the connection is closed
    And conntrack keeps the connection for another 2 minutes

  Scenario: The server closes first, and the entry goes the same way
    Given frontend opens a connection to backend:8080
    When backend closes the connection
    Then the packets are:
      | from     | packet | state      |
      | backend  | FIN    | FIN_WAIT   |
      | frontend | ACK    | CLOSE_WAIT |
      | frontend | FIN    | LAST_ACK   |
      | backend  | ACK    | TIME_WAIT  |
    And the connection is closed

  Scenario: Two minutes after the last ACK nothing is left
    Given frontend opens a connection to backend:8080
    And frontend closes the connection
    When 119 seconds pass
    Then conntrack -L shows:
      """
      tcp 6 1 TIME_WAIT src=frontend dst=backend sport=40000 dport=8080 src=backend dst=frontend sport=8080 dport=40000 [ASSURED]
      """
    When 1 second passes
    Then conntrack -L shows nothing

  Scenario: A FIN that is sent again is taken for the second one
    Given the setting running-connections is request-rejudged
    And frontend opens a connection to backend:8080
    And deny-all ingress
    When frontend half-closes the connection
    And 0.2 seconds pass
    Then the packets are:
      | at    | from     | packet | state    | verdict                    |
      | 0.2 s | frontend | FIN    | LAST_ACK | dropped at backend ingress |
    But the connection hangs

  Scenario: Both sides open at once
    When frontend sends a SYN to backend:8080
    And backend opens a connection to frontend:40000 from port 8080
    Then the packets are:
      | from     | packet  | seen        | state       |
      | backend  | SYN     | ESTABLISHED | SYN_SENT2   |
      | frontend | SYN-ACK | ESTABLISHED | SYN_RECV    |
      | backend  | ACK     | ESTABLISHED | ESTABLISHED |
    And conntrack -L shows:
      """
      tcp 6 432000 ESTABLISHED src=frontend dst=backend sport=40000 dport=8080 src=backend dst=frontend sport=8080 dport=40000 [ASSURED]
      """

  Rule: A half-closed connection stays in CLOSE_WAIT

    One side has said all it had to say; the other may go on for as long as it likes, but its entry lives on a short
    timer.

    Background:
      Given frontend opens a connection to backend:8080
      And frontend half-closes the connection

    Scenario: A minute after the FIN
      Then the packets are:
        | from     | packet | state      |
        | frontend | FIN    | FIN_WAIT   |
        | backend  | ACK    | CLOSE_WAIT |
      And the connection is half-closed
      And conntrack keeps the connection for another 60 seconds

    Scenario: Whoever still sends keeps the entry alive
      When 50 seconds pass
      And backend sends data
      Then the packets are:
        | at   | from     | packet | seen        | state      |
        | 50 s | backend  | data   | ESTABLISHED | CLOSE_WAIT |
        | 50 s | frontend | ACK    | ESTABLISHED | CLOSE_WAIT |
      And conntrack keeps the connection for another 60 seconds

    Scenario: A download that pauses for a minute is forgotten, and goes on as if it were the server's connection
      Given deny-all ingress
      When 61 seconds pass
      And backend sends data
      Then the packets are:
        | from    | packet | seen | verdict                     |
        | backend | data   | NEW  | dropped at frontend ingress |
      And the connection hangs

    Scenario: kube-proxy gives it an hour
      Given the conntrack timeouts of kube-proxy
      When backend sends data
      Then conntrack keeps the connection for another 1 hour

    Scenario: The second FIN ends it as any other
      When backend closes the connection
      Then the packets are:
        | from     | packet | state     |
        | backend  | FIN    | LAST_ACK  |
        | frontend | ACK    | TIME_WAIT |
      And the connection is closed

  Rule: What fits no state is INVALID and changes nothing

    Calico, Antrea, kube-router and kube-proxy drop INVALID packets before they ask any policy.
    Sources: felix/rules/endpoints.go, docs/design/ovs-pipeline.md, pkg/controllers/netpol/npc_iptables.go and
    pkg/proxy/iptables/proxier.go of the four.

    Scenario Outline: <side> sends <packet> on an open connection
      Given frontend opens a connection to backend:8080
      When <side> sends <packet>
      Then the packets are:
        | packet | seen    | state       | verdict               |
        | <name> | INVALID | ESTABLISHED | dropped at <enforced> |
      And the connection is still open

      Examples:
        | side     | packet                  | name     | enforced        |
        | frontend | a SYN-ACK               | SYN-ACK  | frontend egress |
        | frontend | a segment without flags | no flags | frontend egress |
        | backend  | a SYN                   | SYN      | backend egress  |
        | backend  | a segment without flags | no flags | backend egress  |

    Scenario: Data beyond what the receiver allows is INVALID as well
      Given frontend opens a connection to backend:8080
      When frontend sends stale data
      Then the packets are:
        | packet     | seen    | state       | verdict                    |
        | stale data | INVALID | ESTABLISHED | dropped at frontend egress |

    Scenario: The tracker can be told to be liberal about it
      kube-proxy leaves its own rule against INVALID packets out where this is set.

      Given the sysctl nf_conntrack_tcp_be_liberal is 1
      And frontend opens a connection to backend:8080
      When frontend sends stale data
      Then the packets are:
        | from     | packet     | seen        | state       | verdict |
        | frontend | stale data | ESTABLISHED | ESTABLISHED | passes  |

    Scenario: Without a rule against INVALID packets, policy judges them like any other
      Given the setting invalid-packets is judged
      And deny-all egress
      And frontend allows egress to backend
      And frontend opens a connection to backend:8080
      When backend sends a SYN
      Then the packets are:
        | from    | packet | seen    | verdict                   |
        | backend | SYN    | INVALID | dropped at backend egress |
      When frontend sends a SYN-ACK
      Then the packets are:
        | from     | packet  | seen        | verdict |
        | frontend | SYN-ACK | INVALID     | passes  |
        | backend  | ACK     | ESTABLISHED | passes  |
