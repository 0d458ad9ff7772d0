@model:stateful
Feature: Why does it hang after two hours?
  A pool keeps its connection open and says nothing. Policy has not changed, both ends are well, and the next query
  hangs: the node has forgotten the connection, and nobody told the ends. What happens then depends on who speaks
  first.
  Linux probes an idle connection after two hours (net.ipv4.tcp_keepalive_time), if the application asked for it at all.
  Trackers forget after 5 days (Linux), 1 day (kube-proxy's nodes), 8000 seconds (Cilium) or 1 hour (Calico's eBPF
  dataplane, felix/bpf-gpl).

  Background:
    Given the pods:
      | pod      | ip         | ports |
      | api      | 10.244.0.7 |       |
      | database | 10.244.0.9 | 5432  |
    And deny-all
    And api allows egress to database on port 5432
    And database allows ingress from api on port 5432

  Rule: Linux remembers for five days, nodes with kube-proxy for one

    Scenario: Over a weekend without kube-proxy
      Given api opens a connection to database:5432
      When 3 days pass
      And database sends data
      Then the packets are:
        | from     | packet | seen        | verdict |
        | database | data   | ESTABLISHED | passes  |
        | api      | ACK    | ESTABLISHED | passes  |

    Scenario: Over a weekend with kube-proxy, a database that speaks first speaks to nobody
      Given the conntrack timeouts of kube-proxy
      And api opens a connection to database:5432
      When 3 days pass
      And database sends data
      Then the packets are:
        | from     | packet | seen | verdict                    |
        | database | data   | NEW  | dropped at database egress |
      And the connection hangs
      When 16 minutes pass
      Then the connection timed out

    Scenario: If the api speaks first, nobody notices
      What it says is what policy lets it say anyway.

      Given the conntrack timeouts of kube-proxy
      And api opens a connection to database:5432
      When 3 days pass
      And api sends data
      Then the packets are:
        | from     | packet | seen        | verdict |
        | api      | data   | NEW         | passes  |
        | database | ACK    | ESTABLISHED | passes  |
      When database sends data
      Then the connection is still open

    Scenario: Unless the permission is gone by then
      A policy change that did not touch the open connection does so now.

      Given the conntrack timeouts of kube-proxy
      And api opens a connection to database:5432
      And all policies are deleted
      And deny-all ingress
      When 23 hours pass
      And api sends data
      Then the connection is still open
      When 25 hours pass
      And api sends data
      Then the packets are:
        | from | packet | seen | verdict                     |
        | api  | data   | NEW  | dropped at database ingress |
      And the connection hangs

  Rule: A tracker that picks nothing up hangs whoever speaks first

    Background:
      Given a cluster that runs Calico eBPF
      And api opens a connection to database:5432

    Scenario Outline: After <pause> a query <verdict>
      When <pause> pass
      And api sends data
      Then the connection is <status>

      Examples:
        | pause      | verdict | status     |
        | 59 minutes | passes  | still open |
        | 2 hours    | hangs   | hanging    |

    Scenario: Nobody says why
      When 2 hours pass
      And api sends data
      Then the packets are:
        | from | packet | seen    | verdict               |
        | api  | data   | INVALID | dropped at api egress |
      When 16 minutes pass
      Then the connection timed out

    Scenario: A new connection is as good as ever
      When 2 hours pass
      And api opens a connection to database:5432
      Then the connection is open

    Scenario: A word within every hour prevents it
      When 30 minutes pass
      And api sends data
      And 40 minutes pass
      And database sends data
      And 50 minutes pass
      And api sends data
      Then the connection is still open

  Rule: The same over UDP takes two minutes

    Background:
      Given the pods:
        | pod   | ip          | ports    |
        | phone | 10.244.0.17 |          |
        | pbx   | 10.244.0.19 | 5060/UDP |
      And phone allows egress to pbx on port 5060/UDP
      And pbx allows ingress from phone on port 5060/UDP
      And phone opens a connection to pbx:5060/UDP
      And 5 seconds pass
      And phone sends data

    Scenario: The phone rings within two minutes of the last datagram
      When 119 seconds pass
      And pbx sends data
      Then the packets are:
        | from | packet | seen        | verdict |
        | pbx  | answer | ESTABLISHED | passes  |

    Scenario: Later it does not
      When 2 minutes pass
      And pbx sends data
      Then the packets are:
        | from | packet | seen | verdict               |
        | pbx  | answer | NEW  | dropped at pbx egress |
