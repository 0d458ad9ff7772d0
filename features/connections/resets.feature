@model:stateful
Feature: Resets: how connections end that nobody closes
  A RST before any answer removes the entry at once. Later it leaves the entry in state CLOSE for ten seconds, provided
  the peer would take it for genuine.
  Sources: case TCP_CONNTRACK_CLOSE of net/netfilter/nf_conntrack_proto_tcp.c; RFC 5961, section 3; measured on Linux
  6.18.

  Background:
    Given the pods:
      | pod      | ip         | ports        |
      | frontend | 10.244.0.7 |              |
      | backend  | 10.244.0.9 | 8080, 53/UDP |

  Rule: Whoever is refused leaves nothing

    Scenario: A closed port answers with a RST, and the entry is gone with it
      When frontend opens a connection to backend:9999
      Then the packets are:
        | from     | packet | seen        | state    |
        | frontend | SYN    | NEW         | SYN_SENT |
        | backend  | RST    | ESTABLISHED |          |
      And the connection was refused
      And conntrack -L shows nothing

    Scenario: The news gets through although the server may send nothing
      Given deny-all
      And frontend allows egress to backend
      And backend allows ingress from frontend
      When frontend opens a connection to backend:9999
      Then the connection fails with connection refused

    Scenario: Over UDP the refusal is an ICMP error, and the entry stays for half a minute
      The error belongs to the entry but is no packet of it: the entry still waits for an answer.

      When frontend opens a connection to backend:9999/UDP
      Then the packets are:
        | from     | packet                | seen    | state     |
        | frontend | datagram              | NEW     | unreplied |
        | backend  | ICMP port unreachable | RELATED | unreplied |
      And the connection was refused
      And conntrack -L shows:
        """
        udp 17 30 src=frontend dst=backend sport=40000 dport=9999 [UNREPLIED] src=backend dst=frontend sport=9999 dport=40000
        """

    Scenario: On every node on the way
      Given the pods:
        | pod      | ports | node     |
        | frontend |       | worker-1 |
        | backend  | 8080  | worker-2 |
      When frontend opens a connection to backend:9999
      Then conntrack -L shows nothing on node worker-1
      And conntrack -L shows nothing on node worker-2

  Rule: A reset of an open connection is remembered for ten seconds

    Background:
      Given frontend opens a connection to backend:8080

    Scenario Outline: Reset by the <side>
      When <side> resets the connection
      Then the packets are:
        | from   | packet | seen        | state |
        | <side> | RST    | ESTABLISHED | CLOSE |
      And conntrack -L shows:
        """
        tcp 6 10 CLOSE src=frontend dst=backend sport=40000 dport=8080 src=backend dst=frontend sport=8080 dport=40000 [ASSURED]
        """
      When 10 seconds pass
      Then conntrack -L shows nothing

      Examples:
        | side     |
        | frontend |
        | backend  |

    Scenario: The other end hears of it
      When backend resets the connection
      Then the connection was reset
      And the connection fails with a reset

    Scenario: A server that lost its memory resets what it does not know
      When pod backend restarts
      Then the connection is half-open
      When frontend sends data
      Then the packets are:
        | from     | packet | state       |
        | frontend | data   | ESTABLISHED |
        | backend  | RST    | CLOSE       |
      And the connection was reset

  Rule: A RST that the peer would not take for genuine ends nothing

    Whoever wants to cut a connection of others must guess a sequence number.

    Background:
      Given frontend opens a connection to backend:8080

    Scenario: A RST below what was acknowledged is INVALID
      When backend sends a stale RST
      Then the packets are:
        | from    | packet    | seen    | state       | verdict                   |
        | backend | stale RST | INVALID | ESTABLISHED | dropped at backend egress |
      And the connection is still open
      And conntrack keeps the connection for another 5 days

    Scenario: Let through by a sysctl, it cuts the timer to ten seconds, until the next packet
      Given the sysctl nf_conntrack_tcp_ignore_invalid_rst is 1
      When backend sends a stale RST
      Then the packets are:
        | from    | packet    | seen        | state       | verdict |
        | backend | stale RST | ESTABLISHED | ESTABLISHED | passes  |
      And the connection is still open
      And conntrack keeps the connection for another 10 seconds
      When frontend sends data
      Then conntrack keeps the connection for another 5 days

    Scenario: A RST that is only within the window is challenged, and the answer restores the timer
      The entry stays ESTABLISHED, for ten seconds: time for the peer to ask whether it was meant.

      When backend sends an RST within the window
      Then the packets are:
        | from     | packet                | seen        | state       |
        | backend  | RST within the window | ESTABLISHED | ESTABLISHED |
        | frontend | ACK                   | ESTABLISHED | ESTABLISHED |
      And the connection is still open
      And conntrack keeps the connection for another 5 days

    Scenario: Where the challenge is never sent, the entry is gone after these ten seconds
      Given the pods:
        | pod     | ip         | ports |
        | backend | 10.244.0.9 | 8080  |
      When backend sends an RST within the window
      Then the packets are:
        | from    | packet                | seen        | state       |
        | backend | RST within the window | ESTABLISHED | ESTABLISHED |
      And conntrack keeps the connection for another 10 seconds
