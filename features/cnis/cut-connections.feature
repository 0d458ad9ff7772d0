Feature: Three ways to cut a connection: Cilium, OVN-Kubernetes, kube-network-policies
  Most plugins leave a connection alone once it is open. These three do not, and none of them tells either end.

  - Cilium judges each packet of the side that opened the connection. Answers pass without a question, for ever.
  - OVN-Kubernetes judges the same packets, and a denial marks the entry: from then on answers stop as well.
  - kube-network-policies looks through the table once policy has changed, and takes its label off what is no longer
    allowed. What has no label is judged in its own direction. (Here the entry goes with its label, and at once.)

  Sources: cilium/cilium bpf/bpf_lxc.c, #9187; ovn-org/ovn northd/northd.c; kubernetes-sigs/kube-network-policies
  pkg/dataplane/conntrack.go, #246.

  Background:
    Given the pods:
      | pod      | ports          | ip          | node     |
      | frontend | 3000           | 10.244.1.10 | worker-1 |
      | backend  | 8080, 8125/UDP | 10.244.2.20 | worker-2 |
    And deny-all
    And frontend allows egress to backend
    And backend allows ingress from frontend

  Rule: The client may no longer send, and the server goes on

    Datagrams show it best, as whoever sends them waits for nothing.

    Scenario Outline: <CNI>: as long as the client is silent, the server's datagram <is>
      Given a cluster that runs <CNI>
      And frontend opens a connection to backend:8125/UDP
      When policy allow-frontend-egress-to-backend is deleted
      And backend answers
      Then the packets are:
        | from    | to       | packet | verdict   |
        | backend | frontend | answer | <verdict> |

      Examples:
        | CNI                   | is         | verdict                   |
        | Cilium                | passes     | passes                    |
        | OVN-Kubernetes        | passes     | passes                    |
        | kube-network-policies | is dropped | dropped at backend egress |

    Scenario Outline: <CNI>: once the client has tried, the server's datagram <is>
      Given a cluster that runs <CNI>
      And frontend opens a connection to backend:8125/UDP
      When policy allow-frontend-egress-to-backend is deleted
      And frontend sends a datagram
      And backend answers
      Then the packets are:
        | from    | to       | packet | verdict   |
        | backend | frontend | answer | <verdict> |

      Examples:
        | CNI                   | is                         | verdict                     |
        | Cilium                | passes                     | passes                      |
        | OVN-Kubernetes        | is stopped by the mark     | dropped at frontend ingress |
        | kube-network-policies | is stopped where it starts | dropped at backend egress   |

    Scenario: Cilium, TCP: the server's data arrives, and the acknowledgement does not leave
      So the server sends it again and again; both hang, though one of them is heard.

      Given a cluster that runs Cilium
      And frontend opens a connection to backend:8080
      When policy allow-frontend-egress-to-backend is deleted
      And backend sends data
      And 0.7 seconds pass
      Then the packets are:
        | at    | from     | to       | packet | verdict                    |
        | 0.2 s | backend  | frontend | data   | passes                     |
        | 0.2 s | frontend | backend  | ACK    | dropped at frontend egress |
        | 0.6 s | backend  | frontend | data   | passes                     |
        | 0.6 s | frontend | backend  | ACK    | dropped at frontend egress |
      And the connection hangs

    Scenario: OVN-Kubernetes, TCP: the same, until the first acknowledgement is denied
      Given a cluster that runs OVN-Kubernetes
      And frontend opens a connection to backend:8080
      When policy allow-frontend-egress-to-backend is deleted
      And backend sends data
      Then the packets are:
        | at  | from     | to       | packet | verdict                    |
        | 0 s | backend  | frontend | data   | passes                     |
        | 0 s | frontend | backend  | ACK    | dropped at frontend egress |
      When 0.7 seconds pass
      Then the packets are:
        | at    | from    | to       | packet | verdict                     |
        | 0.2 s | backend | frontend | data   | dropped at frontend ingress |
        | 0.6 s | backend | frontend | data   | dropped at frontend ingress |
      And conntrack has the connection in state ESTABLISHED

  Rule: The server may no longer receive

    The mark is set where the denial was: in the zone of the server's port, so that the server's own answers end there.

    Scenario Outline: <CNI>: the client's data is dropped at the server, and after it the server's data <is>
      Given a cluster that runs <CNI>
      And frontend opens a connection to backend:8125/UDP
      When policy allow-backend-ingress-from-frontend is deleted
      And frontend sends a datagram
      Then the packets are:
        | from     | to      | packet   | verdict                    |
        | frontend | backend | datagram | dropped at backend ingress |
      When backend answers
      Then the packets are:
        | from    | to       | packet | verdict   |
        | backend | frontend | answer | <verdict> |

      Examples:
        | CNI            | is                         | verdict                   |
        | Cilium         | passes                     | passes                    |
        | OVN-Kubernetes | is stopped where it starts | dropped at backend egress |

  Rule: The rule comes back

    Scenario Outline: <CNI>: what is sent again gets through, and the connection goes on
      Given a cluster that runs <CNI>
      And frontend opens a connection to backend:8080
      And policy allow-frontend-egress-to-backend is deleted
      And frontend sends data
      And 10 seconds pass
      And the connection hangs
      When frontend allows egress to backend
      And 10 seconds pass
      Then the connection is open

      Examples:
        | CNI                   |
        | Cilium                |
        | OVN-Kubernetes        |
        | kube-network-policies |

    Scenario: OVN-Kubernetes: a request that is allowed again takes the mark away, and answers pass
      Given a cluster that runs OVN-Kubernetes
      And frontend opens a connection to backend:8125/UDP
      And policy allow-frontend-egress-to-backend is deleted
      And frontend sends a datagram
      When frontend allows egress to backend
      And backend answers
      Then the packets are:
        | from    | to       | packet | verdict                     |
        | backend | frontend | answer | dropped at frontend ingress |
      When frontend sends a datagram
      And backend answers
      Then the packets are:
        | from    | to       | packet | verdict |
        | backend | frontend | answer | passes  |

  Rule: What plugins that cut nothing need, to cut

    Calico's documentation has the administrator delete entries. The next packet then looks like the first of a
    connection.
    Source: tigera/docs calico/reference/host-endpoints/conntrack.mdx.

    Scenario: Calico: a denial does nothing, until the tables are flushed
      Given a cluster that runs Calico
      And frontend opens a connection to backend:8080
      When policy allow-frontend-egress-to-backend is deleted
      And frontend sends data
      Then the connection is open
      When the conntrack tables are flushed
      And frontend sends data
      Then the connection hangs

    Scenario: Flushed without a denial, the connection is picked up where it was
      Given a cluster that runs Calico
      And frontend opens a connection to backend:8080
      When the conntrack tables are flushed
      And frontend sends data
      Then the connection is open

    Scenario: kube-network-policies with --strict-mode=false leaves open connections alone, as kind's build does
      Given a cluster that runs kube-network-policies
      And the setting running-connections is established-first
      And frontend opens a connection to backend:8080
      When policy allow-frontend-egress-to-backend is deleted
      And frontend sends data
      Then the connection is open
