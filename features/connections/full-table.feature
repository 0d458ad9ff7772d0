@model:stateful
Feature: When the table of connections is full
  A node remembers no more than nf_conntrack_max connections: by default 262144 on a large machine, with kube-proxy
  32768 a core and at least 131072. When it is full, a new connection takes the place of one that is not ASSURED, that
  is, of which not both sides were heard. If there is none, its first packet is dropped, and whoever opens it sees a
  timeout that no policy explains.
  Sources: __nf_conntrack_alloc, early_drop and gc_worker of net/netfilter/nf_conntrack_core.c; kubernetes,
  pkg/proxy/apis/config/v1alpha1/defaults.go.

  Background:
    Given the pods:
      | pod      | ip         | ports        |
      | frontend | 10.244.0.7 |              |
      | backend  | 10.244.0.9 | 8080, 53/UDP |
      | stranger | 10.244.0.8 |              |
    And the conntrack table holds at most 3 entries

  Rule: Full of open connections

    Background:
      Given frontend opens 3 connections to backend:8080

    Scenario: The fourth is dropped, though policy allows it
      When stranger opens a connection to backend:8080
      Then the packets are:
        | from     | packet | seen | verdict                    |
        | stranger | SYN    | FULL | dropped at stranger egress |
      And the connection fails with a timeout
      And curl exits with 28 for the connection

    Scenario: Those that are open go on
      Given stranger opens a connection to backend:8080
      When frontend sends data on the connection frontend:40000 → backend:8080
      And backend sends data on the connection frontend:40002 → backend:8080
      Then the connection frontend:40000 → backend:8080 is still open
      And the connection frontend:40001 → backend:8080 is still open
      And the connection frontend:40002 → backend:8080 is still open

    Scenario: What belongs to no connection needs no place
      When backend sends an ICMP fragmentation needed on the connection frontend:40000 → backend:8080
      Then the packets are:
        | packet                    | seen    | verdict |
        | ICMP fragmentation needed | RELATED | passes  |

    Scenario: The next attempt succeeds once there is a place
      Given stranger opens a connection to backend:8080
      When frontend resets the connection frontend:40000 → backend:8080
      And 9.9 seconds pass
      Then the connection stranger → backend:8080 hangs
      When 10 seconds pass
      Then the connection stranger → backend:8080 is open

    Scenario: Or once the limit is raised
      Given stranger opens a connection to backend:8080
      When the sysctl nf_conntrack_max is 4
      And 1 second passes
      Then the connection is open

    Scenario: Or once the table is flushed, which costs the others nothing: they are picked up again
      Given stranger opens a connection to backend:8080
      When the conntrack tables are flushed
      And 1 second passes
      Then the connection is open
      When frontend sends data
      Then the connection frontend:40002 → backend:8080 is still open

  Rule: What is not ASSURED makes room

    A large table is searched in eight of its buckets only, so there it may be chance; in a small one it is certain.

    Scenario: A SYN that was never answered goes first
      Given frontend opens 2 connections to backend:8080
      And frontend sends a SYN to backend:8080
      When stranger opens a connection to backend:8080
      Then the connection is open
      And conntrack -L shows:
        """
        tcp 6 432000 ESTABLISHED src=frontend dst=backend sport=40000 dport=8080 src=backend dst=frontend sport=8080 dport=40000 [ASSURED]
        tcp 6 432000 ESTABLISHED src=frontend dst=backend sport=40001 dport=8080 src=backend dst=frontend sport=8080 dport=40001 [ASSURED]
        tcp 6 432000 ESTABLISHED src=stranger dst=backend sport=40002 dport=8080 src=backend dst=stranger sport=8080 dport=40002 [ASSURED]
        """

    Scenario: So does a question and its answer over UDP
      Given frontend opens 2 connections to backend:8080
      And frontend opens a connection to backend:53/UDP
      When stranger opens a connection to backend:8080
      Then the connection is open
      And conntrack has no entry for the connection frontend → backend:53/UDP

    Scenario: But not a stream
      Given frontend opens 2 connections to backend:8080
      And frontend opens a connection to backend:53/UDP
      And 3 seconds pass
      And frontend sends data
      When stranger opens a connection to backend:8080
      Then the connection hangs
      And conntrack has the connection frontend → backend:53/UDP in state ASSURED

    Scenario: Nor a connection that is closed already and merely lingers
      Given frontend opens a connection to backend:8080
      And frontend closes the connection
      And frontend opens 2 connections to backend:8080
      When stranger opens a connection to backend:8080
      Then the connection hangs
      And conntrack has the connection frontend:40000 → backend:8080 in state TIME_WAIT

  Rule: After the table was full, what merely lingers goes within a minute

    A worker that looks for expired entries removes what is closing, down to 95 % of the limit.

    Background:
      Given the conntrack table holds at most 100 entries
      And frontend opens 100 connections to backend:8080
      And frontend closes the connection frontend:40017 → backend:8080

    Scenario: The place of a connection in TIME_WAIT
      When stranger opens a connection to backend:8080
      Then the connection hangs
      When 1 minute passes
      Then the connection is open
      And conntrack has no entry for the connection frontend:40017 → backend:8080
      And conntrack has the connection frontend:40016 → backend:8080 in state ESTABLISHED

    Scenario: As long as nobody was turned away it lingers its two minutes
      When 1 minute passes
      Then conntrack has the connection frontend:40017 → backend:8080 in state TIME_WAIT

  Rule: All pods of a node share its table, and a noisy one takes the others' places

    Background:
      Given the pods:
        | pod      | ports | node     |
        | noisy    |       | worker-1 |
        | frontend |       | worker-1 |
        | backend  | 8080  | worker-2 |
        | stranger |       | worker-3 |
      And the sysctl nf_conntrack_max is 262144
      And the conntrack table of node worker-1 holds at most 3 entries
      And noisy opens 3 connections to backend:8080

    Scenario: On the node of the noisy pod nobody connects
      When frontend opens a connection to backend:8080
      Then the packets are:
        | from     | packet | seen on node worker-1 | seen on node worker-2 | verdict                    |
        | frontend | SYN    | FULL                  |                       | dropped at frontend egress |

    Scenario: Past it, everybody does
      When stranger opens a connection to backend:8080
      Then the connection is open

    Scenario: A full table at the server's node stops everybody, and leaves a trace at the client's
      Given the conntrack table of node worker-2 holds at most 3 entries
      When stranger opens a connection to backend:8080
      Then the packets are:
        | packet | seen on node worker-3 | seen on node worker-2 | verdict                    |
        | SYN    | NEW                   | FULL                  | dropped at backend ingress |
      And conntrack has the connection in state SYN_SENT on node worker-3
