@model:stateful
Feature: Connections that are picked up midstream
  A node may lose an entry while the connection lives on: the table was flushed, the node restarted, the timer ran out.
  By default Linux makes a new entry of the next ACK or data it sees. For rules that packet is NEW, and its sender is
  taken for the one who opened the connection, be it the server.
  Sources: tcp_new of net/netfilter/nf_conntrack_proto_tcp.c; nf_conntrack_tcp_loose in
  Documentation/networking/nf_conntrack-sysctl.rst; measured on Linux 6.18.

  Background:
    Given the pods:
      | pod      | ip         | ports |
      | frontend | 10.244.0.7 | 80    |
      | backend  | 10.244.0.9 | 8080  |

  Scenario Outline: After a flush, <packet> makes <what>
    Given frontend opens a connection to backend:8080
    And the conntrack tables are flushed
    When frontend sends <packet>
    Then the packets are:
      | packet | seen   | state   | verdict   |
      | <name> | <seen> | <state> | <verdict> |

    Examples:
      | packet                  | what              | name     | seen    | state       | verdict                    |
      | an ACK                  | an entry          | ACK      | NEW     | ESTABLISHED | passes                     |
      | a SYN-ACK               | none: it answers  | SYN-ACK  | INVALID |             | dropped at frontend egress |
      | a FIN                   | none: it ends     | FIN      | INVALID |             | dropped at frontend egress |
      | an RST                  | none: it ends     | RST      | INVALID |             | dropped at frontend egress |
      | a segment without flags | none: it is bogus | no flags | INVALID |             | dropped at frontend egress |

  Scenario: Whatever policy allows goes on after a flush
    Given frontend opens a connection to backend:8080
    When the conntrack tables are flushed
    And frontend sends data
    Then the packets are:
      | from     | packet | seen        | state       | verdict |
      | frontend | data   | NEW         | ESTABLISHED | passes  |
      | backend  | ACK    | ESTABLISHED | ESTABLISHED | passes  |
    And the connection is still open

  Scenario: Nothing is made of it for good until both sides were heard
    Five minutes, and not ASSURED: such an entry is the first to go when the table is full.

    Given frontend opens a connection to backend:8080
    And the conntrack tables are flushed
    When frontend sends an ACK
    Then conntrack -L shows:
      """
      tcp 6 300 ESTABLISHED src=frontend dst=backend sport=40000 dport=8080 [UNREPLIED] src=backend dst=frontend sport=8080 dport=40000
      """
    When backend sends data
    Then conntrack -L shows:
      """
      tcp 6 432000 ESTABLISHED src=frontend dst=backend sport=40000 dport=8080 src=backend dst=frontend sport=8080 dport=40000 [ASSURED]
      """

  Rule: Whoever speaks first after the loss is taken for the one who asks

    Scenario: When the server speaks first, the entry points the other way
      Given frontend opens a connection to backend:8080
      And the conntrack tables are flushed
      When backend sends data
      Then conntrack -L shows:
        """
        tcp 6 300 ESTABLISHED src=backend dst=frontend sport=8080 dport=40000 src=frontend dst=backend sport=40000 dport=8080
        """

    Scenario: So the server needs an egress rule to the client's port, which it never needed before
      Given deny-all
      And frontend allows egress to backend on port 8080
      And backend allows ingress from frontend on port 8080
      And frontend opens a connection to backend:8080
      And the conntrack tables are flushed
      When backend sends data
      Then the packets are:
        | from    | packet | seen | verdict                   |
        | backend | data   | NEW  | dropped at backend egress |
      And conntrack -L shows nothing

    Scenario: The next word of the client heals it
      What the server sent meanwhile waits in its socket and is sent again.

      Given deny-all
      And frontend allows egress to backend on port 8080
      And backend allows ingress from frontend on port 8080
      And frontend opens a connection to backend:8080
      And the conntrack tables are flushed
      When backend sends data
      Then the connection hangs
      When 10 seconds pass
      And frontend sends data
      And 5 seconds pass
      Then the packets are:
        | at     | from     | packet | seen        | verdict |
        | 12.6 s | backend  | data   | ESTABLISHED | passes  |
        | 12.6 s | frontend | ACK    | ESTABLISHED | passes  |
      And the connection is still open

    Scenario: With such rules the connection goes on
      Given deny-all
      And frontend allows egress to backend on port 8080
      And backend allows ingress from frontend on port 8080
      And backend allows egress to frontend on port 32768-60999
      And frontend allows ingress from backend on port 32768-60999
      And frontend opens a connection to backend:8080
      And the conntrack tables are flushed
      When backend sends data
      Then the packets are:
        | from     | packet | seen        | verdict |
        | backend  | data   | NEW         | passes  |
        | frontend | ACK    | ESTABLISHED | passes  |

  Rule: Where nothing is picked up, whatever is lost stays lost

    Background:
      Given the sysctl nf_conntrack_tcp_loose is 0

    Scenario: New connections are as ever
      When frontend opens a connection to backend:8080
      Then the connection is open

    Scenario Outline: After a flush the <side> cannot go on
      Given frontend opens a connection to backend:8080
      When the conntrack tables are flushed
      And <side> sends data
      Then the packets are:
        | from   | packet | seen    | verdict                  |
        | <side> | data   | INVALID | dropped at <side> egress |
      And the connection hangs
      And conntrack -L shows nothing

      Examples:
        | side     |
        | frontend |
        | backend  |

    Scenario: Nobody is told, so it hangs until the kernel gives up after a quarter of an hour
      Given frontend opens a connection to backend:8080
      And the conntrack tables are flushed
      And frontend sends data
      When 15 minutes pass
      Then the connection hangs
      When 30 seconds pass
      Then the connection timed out

  Rule: To look past packets is not to pick them up

    Calico's doNotTrack and NodeLocal DNSCache look past packets in both directions, and then both need rules. If only
    one direction is left untracked, its answers come out of nowhere.

    Scenario: Where only requests are untracked, the SYN-ACK is INVALID
      Given requests to backend are untracked
      When frontend opens a connection to backend:8080
      Then the packets are:
        | from     | packet  | seen      | verdict                   |
        | frontend | SYN     | UNTRACKED | passes                    |
        | backend  | SYN-ACK | INVALID   | dropped at backend egress |
      And the connection hangs

    Scenario: Without the rule against INVALID packets the answer needs the server's egress: a third check
      Calico warns of it for untracked policy on a host endpoint before a workload (reference/host-endpoints/summary).

      Given requests to backend are untracked
      And the setting invalid-packets is judged
      And deny-all egress
      And frontend allows egress to backend on port 8080
      When frontend opens a connection to backend:8080
      Then the packets are:
        | from     | packet  | seen      | verdict                   |
        | frontend | SYN     | UNTRACKED | passes                    |
        | backend  | SYN-ACK | INVALID   | dropped at backend egress |
      When backend allows egress to frontend on port 32768-60999
      And 1 second passes
      Then the connection is open

    Scenario: Where both directions are untracked, each packet needs its rule
      Given backend is untracked
      And deny-all
      And frontend allows egress to backend on port 8080
      And backend allows ingress from frontend on port 8080
      And backend allows egress to frontend on port 32768-60999
      When frontend opens a connection to backend:8080
      Then the packets are:
        | from     | packet  | seen      | verdict                     |
        | frontend | SYN     | UNTRACKED | passes                      |
        | backend  | SYN-ACK | UNTRACKED | dropped at frontend ingress |
      When frontend allows ingress from backend on port 32768-60999
      And 1 second passes
      Then the connection is open
      And conntrack -L shows nothing
