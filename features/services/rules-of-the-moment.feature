Feature: A Service changes under an open connection
  Addresses are rewritten by what was decided for the first packet of an entry. As long as the entry lives, a connection goes
  on to its endpoint, whatever becomes of the Service; once it is lost, the next packet of the client is translated anew, by
  the rules of that moment. An answer finds nobody to translate it back, and its client resets what it never dialled.
  Sources: net/netfilter/nf_nat_core.c, nf_nat_setup_info; net/ipv4/tcp_ipv4.c, tcp_v4_rcv; pkg/proxy/conntrack/cleanup.go.

  Background:
    Given the stateful model
    And the nodes:
      | node     | ip        |
      | worker-1 | 10.0.0.11 |
      | worker-2 | 10.0.0.12 |
    And the pods:
      | pod      | ports        | ip         | node     |
      | frontend |              | 10.244.1.7 | worker-1 |
      | backend  | 8080, 53/UDP | 10.244.2.9 | worker-2 |
    And the services:
      | service | ports                    | cluster ip |
      | backend | 80 → 8080, 5353 → 53/UDP | 10.96.0.20 |

  Rule: TCP

    Background:
      Given frontend opens a connection to service/backend:80

    Scenario: The endpoint is not ready any more: who has a connection keeps it
      When pod backend is not ready
      And frontend sends data
      Then the connection is open
      But frontend → service/backend:80 is refused

    Scenario: The entry is lost as well: nobody is behind the Service now
      kube-proxy refuses with an ICMP error, which an established connection takes for passing trouble.

      When pod backend is not ready
      And the conntrack tables are flushed
      And frontend sends data
      Then the connection hangs

    Scenario: The endpoint comes back, and knows its connection
      When pod backend is not ready
      And the conntrack tables are flushed
      And frontend sends data
      And pod backend is ready
      And 1 minute passes
      Then the connection is open

    Scenario: The Service is gone, and so is its address
      When the services:
        | service | ports |
        | other   | 80    |
      And the conntrack tables are flushed
      And frontend sends data
      Then the connection hangs

    Scenario: The port leads elsewhere by now, where nobody knows the connection
      When the services:
        | service | ports     | cluster ip |
        | backend | 80 → 9090 | 10.96.0.20 |
      And frontend sends data
      Then the connection is open
      When the conntrack tables are flushed
      And frontend sends data
      Then the connection was reset

    Scenario: The Service is applied again, and the connection is still known by its name
      When the services:
        | service | ports     | cluster ip |
        | backend | 80 → 8080 | 10.96.0.20 |
      Then the connection frontend → service/backend:80 is open

    Scenario: Another pod is chosen, and resets what it does not know
      When the pods:
        | pod      | labels      | ports        | ip         | node     |
        | frontend |             |              | 10.244.1.7 | worker-1 |
        | backend  | app=old     | 8080, 53/UDP | 10.244.2.9 | worker-2 |
        | next     | app=backend | 8080, 53/UDP | 10.244.2.8 | worker-2 |
      And frontend sends data
      Then the connection is open
      When the conntrack table of node worker-1 is flushed
      And frontend sends data
      Then the connection was reset

    Scenario: The entry is lost, and the server speaks first
      The client has no connection with 10.244.2.9:8080, from where the answer now seems to come.

      When the conntrack table of node worker-1 is flushed
      And backend sends data
      Then the connection was reset

    Scenario: Where the client is isolated, not even that answer arrives
      Given deny-all ingress
      When the conntrack table of node worker-1 is flushed
      And backend sends data
      Then the connection hangs
      And the packets are:
        | from    | to       | packet | verdict                     |
        | backend | frontend | data   | dropped at frontend ingress |

  Rule: UDP

    Background:
      Given frontend opens a connection to service/backend:5353/UDP

    Scenario: kube-proxy deletes entries whose endpoint is gone, where they are translated
      When pod backend is not ready
      Then conntrack -L shows nothing on node worker-1
      But conntrack -L on node worker-2 shows:
        """
        udp 17 30 src=frontend dst=backend sport=40000 dport=53 src=backend dst=frontend sport=53 dport=40000
        """

    Scenario: TCP entries it leaves alone
      Given frontend opens a connection to service/backend:80
      When pod backend is deleted
      Then conntrack has the connection in state ESTABLISHED on node worker-1
