@model:stateful
Feature: What conntrack calls a connection over UDP
  UDP has no connections; the tracker takes datagrams between the same two ports for one while they come often enough. A
  datagram that nobody answered is remembered for 30 seconds, and one that was answered as well; traffic both ways for
  more than 2 seconds makes it a stream, remembered for 2 minutes.
  Sources: nf_conntrack_udp_packet of net/netfilter/nf_conntrack_proto_udp.c; measured on Linux 6.18.

  Background:
    Given the pods:
      | pod      | ip         | ports  |
      | frontend | 10.244.0.7 |        |
      | dns      | 10.244.0.9 | 53/UDP |

  Rule: Datagrams leave an entry, answered or not

    Scenario: A question
      When frontend sends a datagram to dns:53/UDP
      Then the packets are:
        | from     | packet   | seen | state     |
        | frontend | datagram | NEW  | unreplied |
      And conntrack -L shows:
        """
        udp 17 30 src=10.244.0.7 dst=10.244.0.9 sport=40000 dport=53 [UNREPLIED] src=10.244.0.9 dst=10.244.0.7 sport=53 dport=40000
        """

    Scenario: A question and its answer
      When frontend opens a connection to dns:53/UDP
      Then the packets are:
        | from     | packet   | seen        | state     |
        | frontend | datagram | NEW         | unreplied |
        | dns      | answer   | ESTABLISHED | replied   |
      And conntrack -L shows:
        """
        udp 17 30 src=frontend dst=dns sport=40000 dport=53 src=dns dst=frontend sport=53 dport=40000
        """

    Scenario: The question once more, before any answer, is still NEW
      Given frontend sends a datagram to dns:53/UDP
      When 5 seconds pass
      And frontend sends data
      Then the packets are:
        | at  | from     | packet   | seen | state     |
        | 5 s | frontend | datagram | NEW  | unreplied |
      And conntrack keeps the connection for another 30 seconds

    Scenario: A question that policy drops leaves nothing
      Given deny-all ingress
      When frontend sends a datagram to dns:53/UDP
      Then conntrack -L shows nothing

    Scenario: A resolver needs no rule to answer
      Given deny-all
      And frontend allows egress to dns on port 53/UDP
      And dns allows ingress from frontend on port 53/UDP
      When frontend opens a connection to dns:53/UDP
      Then the connection is open

  Rule: Traffic both ways for more than two seconds is a stream

    Scenario Outline: Datagrams after <pause>
      Given frontend opens a connection to dns:53/UDP
      When <pause> pass
      And <side> sends data
      Then conntrack has the connection in state <state>
      And conntrack keeps the connection for another <time>

      Examples:
        | side     | pause       | state   | time       |
        | frontend | 2 seconds   | REPLIED | 30 seconds |
        | frontend | 2.1 seconds | ASSURED | 2 minutes  |
        | dns      | 2.1 seconds | ASSURED | 2 minutes  |

    Scenario: A question that is merely repeated makes no stream
      Given frontend sends a datagram to dns:53/UDP
      When 10 seconds pass
      And frontend sends data
      Then conntrack has the connection in state UNREPLIED
      And conntrack keeps the connection for another 30 seconds

    Scenario: Nobody sees that a stream has ended; it is forgotten two minutes after its last datagram
      Given frontend opens a connection to dns:53/UDP
      And 3 seconds pass
      And frontend sends data
      When 2 minutes pass
      Then conntrack has no entry for the connection

  Rule: An answer that comes too late is a question

    Background:
      Given deny-all
      And frontend allows egress to dns on port 53/UDP
      And dns allows ingress from frontend on port 53/UDP
      And frontend sends a datagram to dns:53/UDP

    Scenario: After 29 seconds it is an answer
      When 29 seconds pass
      And dns answers
      Then the packets are:
        | at   | from | packet | seen        | verdict |
        | 29 s | dns  | answer | ESTABLISHED | passes  |

    Scenario: After 30 seconds it is a datagram of the resolver's own, which may not send
      When 30 seconds pass
      And dns answers
      Then the packets are:
        | at   | from | packet | seen | verdict               |
        | 30 s | dns  | answer | NEW  | dropped at dns egress |

    Scenario: And which the frontend may not receive
      Given dns allows egress to frontend
      When 30 seconds pass
      And dns answers
      Then the packets are:
        | from | packet | seen | verdict                     |
        | dns  | answer | NEW  | dropped at frontend ingress |

    Scenario: With both permissions it passes, and the entry is the resolver's
      Given dns allows egress to frontend
      And frontend allows ingress from dns
      When 30 seconds pass
      And dns answers
      Then conntrack -L shows:
        """
        udp 17 30 src=dns dst=frontend sport=53 dport=40000 [UNREPLIED] src=frontend dst=dns sport=40000 dport=53
        """

    Scenario Outline: How late is too late is a sysctl
      Given the sysctl nf_conntrack_udp_timeout is 2 seconds
      And frontend sends data
      When <pause> pass
      And dns answers
      Then the packets are:
        | from | packet | seen   |
        | dns  | answer | <seen> |

      Examples:
        | pause       | seen        |
        | 1.9 seconds | ESTABLISHED |
        | 2 seconds   | NEW         |
