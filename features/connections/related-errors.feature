@model:stateful
Feature: ICMP errors about a connection
  "Port unreachable", "time exceeded" or "fragmentation needed" is no packet of the connection it speaks of, but quotes
  one. The tracker finds the entry by that quotation and calls the error RELATED; it neither makes nor prolongs an
  entry. So a refusal reaches a client that may not receive anything, and large packets do not vanish without a word.
  NetworkPolicy says nothing of ICMP.
  Sources: nf_conntrack_inet_error of net/netfilter/nf_conntrack_proto_icmp.c; RFC 1191; measured on Linux 6.18.

  Background:
    Given the pods:
      | pod      | ip         | ports        |
      | frontend | 10.244.0.7 |              |
      | backend  | 10.244.0.9 | 8080, 53/UDP |

  Scenario: A datagram to a closed port comes back as an error, through a deny-all
    The error goes from the backend, which may send nothing, to the frontend, which may receive nothing.

    Given deny-all
    And frontend allows egress to backend
    And backend allows ingress from frontend
    When frontend opens a connection to backend:9999/UDP
    Then the packets are:
      | from     | packet                | seen    | verdict |
      | frontend | datagram              | NEW     | passes  |
      | backend  | ICMP port unreachable | RELATED | passes  |
    And the connection fails with connection refused

  Scenario Outline: <error> about an open connection is RELATED
    Given deny-all
    And frontend allows egress to backend
    And backend allows ingress from frontend
    And frontend opens a connection to backend:8080
    When <side> sends an <error>
    Then the packets are:
      | from   | packet  | seen    | verdict |
      | <side> | <error> | RELATED | passes  |
    And the connection is still open

    Examples:
      | side     | error                     |
      | backend  | ICMP fragmentation needed |
      | frontend | ICMP fragmentation needed |
      | backend  | ICMP host unreachable     |
      | backend  | ICMP port unreachable     |
      | backend  | ICMP time exceeded        |

  Scenario: An error prolongs nothing
    Given frontend opens a connection to backend:8080
    And 1 hour passes
    When backend sends an ICMP fragmentation needed
    Then conntrack keeps the connection for another 4 days and 23 hours

  Scenario: An error about what nobody remembers is INVALID, and dropped with all that is
    Given frontend opens a connection to backend:8080
    And the conntrack tables are flushed
    When backend sends an ICMP fragmentation needed
    Then the packets are:
      | packet                    | seen    | verdict                   |
      | ICMP fragmentation needed | INVALID | dropped at backend egress |

  Scenario: While it waits for an answer, a client takes an error at its word
    Here the answer is stopped, as by the third check.

    Given the three-check model
    And deny-all egress
    And frontend allows egress to backend
    And frontend opens a connection to backend:8080
    When backend sends an ICMP host unreachable
    Then the connection is unreachable

  Rule: What keeps no memory needs a rule for ICMP

    A network ACL that allows the connection and its replies, but no ICMP, makes large packets vanish (Amazon VPC User
    Guide, "Network ACLs", path MTU discovery).

    Background:
      Given the network ACL "backend-subnet" of backend:
        | rule | direction | action | protocol | ports       | peer   |
        | 100  | inbound   | allow  | TCP      | 8080        | anyone |
        | 100  | outbound  | allow  | TCP      | 32768-65535 | anyone |
      And frontend opens a connection to backend:8080

    Scenario: The connection opens, and the news of a smaller packet size is lost
      When frontend sends an ICMP fragmentation needed
      Then the packets are:
        | packet                    | seen    | verdict                                |
        | ICMP fragmentation needed | RELATED | dropped at backend network ACL inbound |
      But the connection is still open

    Scenario: A rule for ICMP lets it in
      Given the network ACL "backend-subnet" of backend:
        | rule | direction | action | protocol | ports       | peer   |
        | 100  | inbound   | allow  | TCP      | 8080        | anyone |
        | 110  | inbound   | allow  | ICMP     |             | anyone |
        | 100  | outbound  | allow  | TCP      | 32768-65535 | anyone |
      When frontend sends an ICMP fragmentation needed
      Then the packets are:
        | packet                    | verdict |
        | ICMP fragmentation needed | passes  |
