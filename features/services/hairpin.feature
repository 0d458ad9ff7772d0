@model:stateful
Feature: Hairpin: a pod that calls its own Service and gets itself
  The pod sends to the Service, and its node picks the very same pod. So that the answer comes back the same way, kube-proxy
  puts the node's address in the client's place, after the filters: policy sees the pod calling itself, the pod sees its
  node. By its own address a pod is never stopped; through a Service that depends on the plugin.
  Sources: kubernetes, pkg/proxy/iptables/proxier.go, KUBE-MARK-MASQ for an endpoint's own address; kubernetes.io, Debug
  Services, "A Pod fails to reach itself via the Service IP".

  Background:
    Given the nodes:
      | node     | ip        |
      | worker-1 | 10.0.0.11 |
      | worker-2 | 10.0.0.12 |
    And the pods:
      | pod     | ports | ip         | node     |
      | backend | 8080  | 10.244.1.9 | worker-1 |
    And the services:
      | service | ports     | cluster ip |
      | backend | 80 → 8080 | 10.96.0.20 |

  Scenario: What conntrack remembers: the client is the pod, and the answer goes to the node
    When backend opens a connection to service/backend:80
    Then conntrack -L on node worker-1 shows:
      """
      tcp 6 432000 ESTABLISHED src=10.244.1.9 dst=10.96.0.20 sport=40000 dport=80 src=10.244.1.9 dst=10.0.0.11 sport=8080 dport=40000 [ASSURED]
      """

  Scenario Outline: hairpin <hairpin>
    Given the setting hairpin is <hairpin>
    And deny-all
    Then backend → backend:8080 succeeds
    And backend → service/backend:80 <verdict>

    Examples:
      | hairpin | verdict                 |
      | allowed | succeeds                |
      | judged  | fails at backend egress |

  Scenario: Where it is judged, a pod needs to be allowed to call itself, both ways
    Given the setting hairpin is judged
    And deny-all
    When backend allows egress to backend on port 8080
    Then backend → service/backend:80 fails at backend ingress
    When backend allows ingress from backend on port 8080
    Then backend → service/backend:80 succeeds

  Scenario Outline: Every door leads back to itself: by <door>
    By another node's port its own node sees no Service yet, and judges a packet for that node.

    Given the services:
      | service | ports                        | type         | external ip  |
      | backend | 80 → 8080 on node port 30080 | LoadBalancer | 203.0.113.80 |
    And deny-all
    When the setting hairpin is allowed
    Then backend → <to> <allowed>
    When the setting hairpin is judged
    Then backend → <to> fails at backend egress

    Examples:
      | door                | to                  | allowed                 |
      | the cluster IP      | service/backend:80  | succeeds                |
      | the load balancer   | 203.0.113.80:80     | succeeds                |
      | its own node's port | node/worker-1:30080 | succeeds                |
      | another node's port | node/worker-2:30080 | fails at backend egress |

  Scenario Outline: A rule for the <whose> address, where it is judged, at ingress
    The filters come before the address is replaced, so a rule for the node does nothing.

    Given the setting hairpin is judged
    And deny-all ingress
    And backend allows ingress from <block>
    Then backend → service/backend:80 <verdict>

    Examples:
      | whose  | block         | verdict                  |
      | node's | 10.0.0.11/32  | fails at backend ingress |
      | pod's  | 10.244.1.9/32 | succeeds                 |

  Scenario: One replica of three: it works twice and hangs once
    Each replica calls the Service and is led to itself now and then. Rules let no replica call another of its own kind.

    Given the setting hairpin is judged
    And the pods:
      | pod | labels | ports | node     |
      | one | app=db | 8080  | worker-1 |
      | two | app=db | 8080  | worker-1 |
    And the services:
      | service | ports     | selector |
      | db      | 80 → 8080 | app=db   |
    And deny-all egress
    Then one → one:8080 succeeds
    But one → service/db:80 fails at one egress
    When pods labelled app=db allows egress to pods labelled app=db on port 8080
    Then one → service/db:80 succeeds

  Scenario: Which plugin judges
    Given deny-all
    Then backend → service/backend:80 depends on the CNI:
      | CNI                   | verdict                 |
      | Calico                | fails at backend egress |
      | kube-router           | fails at backend egress |
      | kindnet               | fails at backend egress |
      | kube-network-policies | fails at backend egress |
      | AWS VPC CNI           | fails at backend egress |
      | Calico eBPF           | succeeds                |
      | Cilium                | succeeds                |
      | Antrea                | succeeds                |
      | OVN-Kubernetes        | succeeds                |
