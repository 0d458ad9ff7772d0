@model:stateful
Feature: Node ports: whose address policy sees
  A packet to a node's port is translated on that node. With externalTrafficPolicy Cluster the node then puts its own address
  in the client's place, but only after its filters: policy on the node that is entered sees the client, policy on any other
  node sees the node that was entered. With Local nothing is replaced, and a node without an endpoint drops.
  Sources: kubernetes, pkg/proxy/iptables/proxier.go, chains KUBE-EXT and KUBE-MARK-MASQ; kubernetes.io, Using Source IP.
  Measured on Linux 6.18, in FORWARD on each node.

  Background:
    Given the nodes:
      | node     | ip        |
      | worker-1 | 10.0.0.11 |
      | worker-2 | 10.0.0.12 |
      | worker-3 | 10.0.0.13 |
    And the pods:
      | pod  | ports | ip         | node     |
      | web  | 8080  | 10.244.2.9 | worker-2 |
      | near |       | 10.244.1.7 | worker-1 |
      | same |       | 10.244.2.7 | worker-2 |
    And the external endpoints:
      | name   | addresses    |
      | client | 198.51.100.7 |

  Rule: externalTrafficPolicy Cluster

    Background:
      Given the services:
        | service | ports                        | type     | external traffic |
        | web     | 80 → 8080 on node port 30080 | NodePort | Cluster          |

    Scenario: Without policies every node serves everybody
      Then client → node/worker-1:30080 succeeds
      And client → node/worker-2:30080 succeeds
      And client → node/worker-3:30080 succeeds
      And near → node/worker-3:30080 succeeds
      And the Internet → service/web:80 succeeds

    Scenario Outline: Only <whose> may come in
      Given deny-all ingress
      And web allows ingress from <block> on port 8080
      Then client → node/worker-1:30080 <by worker-1>
      And client → node/worker-2:30080 <by worker-2>
      And client → node/worker-3:30080 <by worker-3>

      Examples:
        | whose                    | block                        | by worker-1          | by worker-2          | by worker-3          |
        | the client               | 198.51.100.7/32              | fails at web ingress | succeeds             | fails at web ingress |
        | the node without a pod   | 10.0.0.11/32                 | succeeds             | fails at web ingress | fails at web ingress |
        | the pod's own node       | 10.0.0.12/32                 | fails at web ingress | fails at web ingress | fails at web ingress |
        | all nodes                | 10.0.0.0/24                  | succeeds             | fails at web ingress | succeeds             |
        | the client and all nodes | 198.51.100.7/32, 10.0.0.0/24 | succeeds             | succeeds             | succeeds             |

    Scenario: A client that does not choose its node is served now and then; both rules together serve it always
      Given deny-all ingress
      When web allows ingress from 198.51.100.7/32 on port 8080
      Then client → service/web:80 is unreliable
      When web allows ingress from 10.0.0.0/24 on port 8080
      Then client → service/web:80 succeeds

    Scenario: But whoever lets all nodes in lets everybody in who enters by another node
      The rule for the client has lost its meaning: a stranger bears a node's address as well.

      Given the external endpoints:
        | name     | addresses    |
        | client   | 198.51.100.7 |
        | stranger | 203.0.113.66 |
      And deny-all ingress
      And web allows ingress from 198.51.100.7/32, 10.0.0.0/24 on port 8080
      Then stranger → node/worker-1:30080 succeeds
      But stranger → node/worker-2:30080 fails at web ingress

    Scenario: The port in the rule is the pod's, neither the node's nor the Service's
      Given deny-all ingress
      When web allows ingress from the Internet, 10.0.0.0/24 on port 30080
      Then client → node/worker-1:30080 fails at web ingress
      When web allows ingress from the Internet, 10.0.0.0/24 on port 80
      Then client → node/worker-1:30080 fails at web ingress
      When web allows ingress from the Internet, 10.0.0.0/24 on port 8080
      Then client → node/worker-1:30080 succeeds

    Scenario: A pod that goes by its own node's port loses its name on the way
      Its node translates at once, so its egress policy sees the pod web, but web sees worker-1.

      Given deny-all
      And near allows egress to web on port 8080
      And web allows ingress from near on port 8080
      Then near → service/web:80 succeeds
      But near → node/worker-1:30080 fails at web ingress
      When web allows ingress from 10.0.0.11/32 on port 8080
      Then near → node/worker-1:30080 succeeds

    Scenario: A pod that goes by the port of another node is judged twice, by different names
      Its own node sees a packet for worker-2, port 30080; worker-2 sees near and web, port 8080.

      Given deny-all
      And near allows egress to web on port 8080
      And web allows ingress from near on port 8080
      Then near → node/worker-2:30080 fails at near egress
      When near allows egress to 10.0.0.12/32 on port 30080
      Then near → node/worker-2:30080 succeeds

    Scenario: By a third node it needs the one rule and the other
      Given deny-all
      And near allows egress to 10.0.0.13/32 on port 30080
      And web allows ingress from near on port 8080
      Then near → node/worker-3:30080 fails at web ingress
      When web allows ingress from 10.0.0.13/32 on port 8080
      Then near → node/worker-3:30080 succeeds

    Scenario: A pod beside the server, by the port of their own node
      Given deny-all ingress
      And web allows ingress from same on port 8080
      Then same → node/worker-2:30080 succeeds

    Scenario: A node that dials
      Given deny-all ingress
      Then node/worker-2 → service/web:80 succeeds
      But node/worker-1 → service/web:80 fails at web ingress
      When web allows ingress from 10.0.0.11/32 on port 8080
      Then node/worker-1 → service/web:80 succeeds
      And node/worker-1 → node/worker-1:30080 succeeds

  Rule: externalTrafficPolicy Local

    Background:
      Given the services:
        | service | ports                        | type     | external traffic |
        | web     | 80 → 8080 on node port 30080 | NodePort | Local            |

    Scenario: The node with the pod serves; the others drop, and no policy is the reason
      Then client → node/worker-2:30080 succeeds
      But client → node/worker-1:30080 fails at kube-proxy
      And client → node/worker-1:30080 fails with a timeout
      And client → service/web:80 is unreliable

    Scenario: Policy sees the client, so the rule for it holds
      Given deny-all ingress
      When web allows ingress from 10.0.0.0/24 on port 8080
      Then client → node/worker-2:30080 fails at web ingress
      When web allows ingress from 198.51.100.7/32 on port 8080
      Then client → node/worker-2:30080 succeeds

    Scenario: A pod is served at its own node though no endpoint is there, and keeps its name
      Given deny-all ingress
      And web allows ingress from near on port 8080
      Then near → node/worker-1:30080 succeeds
      And near → node/worker-2:30080 succeeds
      But near → node/worker-3:30080 fails at kube-proxy

    Scenario: Nobody at all behind it: refused, Local or not
      Given pod web is not ready
      Then client → node/worker-1:30080 is refused
      And client → node/worker-2:30080 is refused
