@model:stateful
Feature: What conntrack calls an association over SCTP
  Four messages open an association, three close it, and each has a state and a time of its own. An open association is
  remembered for three and a half minutes only: heartbeats, which SCTP sends every 30 seconds by itself, keep it.
  Sources: sctp_conntracks and sctp_timeouts of net/netfilter/nf_conntrack_proto_sctp.c as of Linux 6.18; RFC 9260.

  Background:
    Given the pods:
      | pod | ip         | ports      |
      | enb | 10.244.0.7 |            |
      | mme | 10.244.0.9 | 36412/SCTP |

  Scenario: From INIT to SHUTDOWN-COMPLETE
    When enb opens a connection to mme:36412/SCTP
    Then the packets are:
      | from | packet      | seen        | state         |
      | enb  | INIT        | NEW         | CLOSED        |
      | mme  | INIT-ACK    | ESTABLISHED | COOKIE_WAIT   |
      | enb  | COOKIE-ECHO | ESTABLISHED | COOKIE_ECHOED |
      | mme  | COOKIE-ACK  | ESTABLISHED | ESTABLISHED   |
    And conntrack -L shows:
      """
      sctp 132 210 ESTABLISHED src=10.244.0.7 dst=10.244.0.9 sport=40000 dport=36412 src=10.244.0.9 dst=10.244.0.7 sport=36412 dport=40000 [ASSURED]
      """
    When enb sends data
    Then the packets are:
      | from | packet | seen        | state       |
      | enb  | DATA   | ESTABLISHED | ESTABLISHED |
      | mme  | SACK   | ESTABLISHED | ESTABLISHED |
    When enb closes the connection
    Then the packets are:
      | from | packet            | seen        | state             |
      | enb  | SHUTDOWN          | ESTABLISHED | SHUTDOWN_SENT     |
      | mme  | SHUTDOWN-ACK      | ESTABLISHED | SHUTDOWN_ACK_SENT |
      | enb  | SHUTDOWN-COMPLETE | ESTABLISHED | CLOSED            |
    And the connection is closed
    And conntrack keeps the connection for another 10 seconds

  Scenario: Closed by the side that was called
    Given enb opens a connection to mme:36412/SCTP
    When mme closes the connection
    Then the packets are:
      | from | packet            | state             |
      | mme  | SHUTDOWN          | SHUTDOWN_RECD     |
      | enb  | SHUTDOWN-ACK      | SHUTDOWN_ACK_SENT |
      | mme  | SHUTDOWN-COMPLETE | CLOSED            |

  Scenario: Broken off
    Given enb opens a connection to mme:36412/SCTP
    When enb sends an ABORT
    Then the packets are:
      | from | packet | state  |
      | enb  | ABORT  | CLOSED |
    And conntrack keeps the connection for another 10 seconds

  Scenario: Refused, and remembered all the same
    When enb opens a connection to mme:9999/SCTP
    Then the packets are:
      | from | packet | seen        | state  |
      | enb  | INIT   | NEW         | CLOSED |
      | mme  | ABORT  | ESTABLISHED | CLOSED |
    And the connection was refused
    And conntrack keeps the connection for another 10 seconds

  Rule: Each state has its time

    Scenario: CLOSED, after an INIT that nobody answers: 10 seconds
      When enb sends an INIT to mme:36412/SCTP
      Then conntrack -L shows:
        """
        sctp 132 10 CLOSED src=enb dst=mme sport=40000 dport=36412 [UNREPLIED] src=mme dst=enb sport=36412 dport=40000
        """

    Scenario: COOKIE_WAIT, where the INIT-ACK is stopped: 3 seconds
      Given the stateless model
      And deny-all egress
      And enb allows egress to mme
      When enb opens a connection to mme:36412/SCTP
      Then conntrack has the connection in state COOKIE_WAIT
      And conntrack keeps the connection for another 3 seconds

    Scenario: SHUTDOWN_SENT, where the SHUTDOWN is stopped: 3 seconds
      Given the setting running-connections is request-rejudged
      And enb opens a connection to mme:36412/SCTP
      And deny-all ingress
      When enb closes the connection
      Then conntrack has the connection in state SHUTDOWN_SENT
      And conntrack keeps the connection for another 3 seconds

    Scenario: SHUTDOWN_RECD, where the other side's is stopped: 3 seconds
      Given the setting running-connections is stateless
      And enb opens a connection to mme:36412/SCTP
      And deny-all ingress
      When mme closes the connection
      Then conntrack has the connection in state SHUTDOWN_RECD
      And conntrack keeps the connection for another 3 seconds

    Scenario: SHUTDOWN_ACK_SENT, where the SHUTDOWN-ACK is stopped: 3 seconds
      Given the setting running-connections is stateless
      And enb opens a connection to mme:36412/SCTP
      And deny-all egress
      And enb allows egress to mme
      When enb closes the connection
      Then conntrack has the connection in state SHUTDOWN_ACK_SENT
      And conntrack keeps the connection for another 3 seconds

    Scenario: ESTABLISHED: 3 and a half minutes, and every heartbeat begins them anew
      Given enb opens a connection to mme:36412/SCTP
      When 200 seconds pass
      And mme sends a HEARTBEAT
      Then conntrack has the connection in state ESTABLISHED
      And conntrack keeps the connection for another 210 seconds

    Scenario Outline: A sysctl can change it: <sysctl>
      Given the sysctl <sysctl> is 77 seconds
      And enb opens a connection to mme:36412/SCTP
      When <event>
      Then conntrack keeps the connection for another 77 seconds

      Examples:
        | sysctl                                | event                     |
        | nf_conntrack_sctp_timeout_established | enb sends data            |
        | nf_conntrack_sctp_timeout_closed      | enb closes the connection |

  Rule: What opens an association where none is known

    Background:
      Given enb opens a connection to mme:36412/SCTP
      And the conntrack tables are flushed

    Scenario: A heartbeat does, for 30 seconds
      When enb sends a HEARTBEAT
      Then the packets are:
        | from | packet    | seen | state          | verdict |
        | enb  | HEARTBEAT | NEW  | HEARTBEAT_SENT | passes  |
      And conntrack keeps the connection for another 30 seconds

    Scenario: Data does not
      When enb sends data
      Then the packets are:
        | from | packet | seen    | state | verdict               |
        | enb  | DATA   | INVALID |       | dropped at enb egress |
      And the connection hangs

    Scenario: After a heartbeat from each side the data goes on
      The tracker has to see the verification tag of both sides again.

      When enb sends data
      And enb sends a HEARTBEAT
      And mme sends a HEARTBEAT
      And 1 second passes
      Then the connection is still open

    Scenario: A heartbeat meets policy as any first packet does
      Given deny-all egress
      When mme sends a HEARTBEAT
      Then the packets are:
        | from | packet    | seen | verdict               |
        | mme  | HEARTBEAT | NEW  | dropped at mme egress |

  Rule: Policy is asked once, as for TCP

    Scenario: Two permissions are enough
      Given deny-all
      And enb allows egress to mme on port 36412/SCTP
      And mme allows ingress from enb on port 36412/SCTP
      When enb opens a connection to mme:36412/SCTP
      Then the connection is open
      But under the three-check model, the connection hangs

    Scenario: A CNI that does not carry SCTP
      Cilium needs sctp.enabled.

      Given the setting sctp is dropped
      When enb opens a connection to mme:36412/SCTP
      Then the connection hangs
      And conntrack -L shows nothing
