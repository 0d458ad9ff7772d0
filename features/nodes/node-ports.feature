@model:stateful
Feature: Node ports, and nodes as clients of Services
  A node port is open on every node, and whoever knocks there is translated on that node: to a pod next door under the
  client's own address, to a pod elsewhere under the node's. A node that asks for a Service itself is a node to the pod.
  Sources: ServicePort.nodePort; pkg/proxy/iptables/proxier.go, chains KUBE-NODEPORTS, KUBE-EXT and KUBE-POSTROUTING;
  measured on Linux 6.18 with the rules of kube-proxy.

  Background:
    Given the namespace shop
    And the nodes:
      | node     | ip       |
      | worker-1 | 10.0.0.1 |
      | worker-2 | 10.0.0.2 |
      | worker-3 | 10.0.0.3 |
    And the pods:
      | pod    | ports | node     | ip         |
      | web    | 8080  | worker-1 | 10.244.1.5 |
      | client |       | worker-2 | 10.244.2.6 |
    And the external endpoints:
      | name   | addresses    |
      | office | 203.0.113.10 |
    And the services:
      | service | ports                        | type     | external traffic |
      | web     | 80 → 8080 on node port 30080 | NodePort | Cluster          |

  Rule: From outside

    Scenario Outline: By <node> web sees <seen>
      Given deny-all
      When web allows ingress from <block>
      Then office → node/<node>:30080 succeeds
      But office → node/<other>:30080 fails at web ingress

      Examples:
        | node     | seen       | block           | other    |
        | worker-1 | the office | 203.0.113.10/32 | worker-2 |
        | worker-2 | worker-2   | 10.0.0.2/32     | worker-1 |
        | worker-3 | worker-3   | 10.0.0.3/32     | worker-2 |

    Scenario: Any node
      Given deny-all
      When web allows ingress from office and 10.0.0.0/24
      Then office → service/web:80 succeeds

    Scenario: With Local, by the node of the pod alone
      Given the services:
        | service | ports                        | type     | external traffic |
        | web     | 80 → 8080 on node port 30080 | NodePort | Local            |
      And deny-all
      When web allows ingress from office
      Then office → node/worker-1:30080 succeeds
      But office → node/worker-2:30080 fails at kube-proxy

  Rule: From pods

    Scenario: By their own node pods are masqueraded: web sees the node
      Given deny-all ingress
      When web allows ingress from client
      Then client → service/web:80 succeeds
      But client → node/worker-2:30080 fails at web ingress
      When web allows ingress from 10.0.0.2/32
      Then client → node/worker-2:30080 succeeds

    Scenario: By the node of the pod, web sees the client, as from outside
      Given deny-all ingress
      When web allows ingress from client
      Then client → node/worker-1:30080 succeeds

    Scenario: What leaves for another node is judged by that node's address and port
      The translation waits there. On the client's own node it is over before policy looks.

      Given deny-all egress
      When client allows egress to web on port 8080
      Then client → node/worker-2:30080 succeeds
      But client → node/worker-1:30080 fails at client egress
      When client allows egress to 10.0.0.1/32 on port 30080
      Then client → node/worker-1:30080 succeeds

    Scenario: With Local a pod gets nowhere by a node without a pod of the Service, but for its own
      Given the services:
        | service | ports                        | type     | external traffic |
        | web     | 80 → 8080 on node port 30080 | NodePort | Local            |
      Then client → node/worker-1:30080 succeeds
      And client → node/worker-2:30080 succeeds
      But client → node/worker-3:30080 fails at kube-proxy
      When deny-all ingress
      And web allows ingress from client
      Then client → node/worker-1:30080 succeeds
      And client → node/worker-2:30080 succeeds

  Rule: From nodes

    Scenario: The node of the pod needs no rule, by whatever address it asks
      When deny-all ingress
      Then node/worker-1 → service/web:80 succeeds
      And node/worker-1 → web:8080 succeeds
      And node/worker-1 → node/worker-1:30080 succeeds

    Scenario: Other nodes are addresses
      Given deny-all ingress
      Then node/worker-2 → service/web:80 fails at web ingress
      And node/worker-2 → node/worker-2:30080 fails at web ingress
      When web allows ingress from every pod
      Then node/worker-2 → service/web:80 fails at web ingress
      When web allows ingress from 10.0.0.2/32 on port 8080
      Then node/worker-2 → service/web:80 succeeds
      And node/worker-2 → node/worker-2:30080 succeeds

    Scenario: A rule for the nodes lets in whoever comes by another node
      Under externalTrafficPolicy Cluster the Internet and pods without a rule come in as the node.

      Given deny-all ingress
      When web allows ingress from 10.0.0.0/24
      Then node/worker-3 → service/web:80 succeeds
      But office → node/worker-2:30080 succeeds
      And client → node/worker-2:30080 succeeds

    Scenario: The API server is a node to webhooks
      It calls a webhook by its Service, from the machine of the control plane.

      Given the nodes:
        | node          | ip       |
        | control-plane | 10.0.0.9 |
        | worker-1      | 10.0.0.1 |
      And the pods:
        | pod     | ports | node     |
        | webhook | 9443  | worker-1 |
      And the services:
        | service | ports      |
        | webhook | 443 → 9443 |
      And kube-dns
      And deny-all
      Then node/control-plane → service/webhook:443 fails at webhook ingress
      When webhook allows ingress from namespace kube-system
      Then node/control-plane → service/webhook:443 fails at webhook ingress
      When webhook allows ingress from 10.0.0.9/32 on port 443
      Then node/control-plane → service/webhook:443 fails at webhook ingress
      When webhook allows ingress from 10.0.0.9/32 on port 9443
      Then node/control-plane → service/webhook:443 succeeds

  Rule: Several ports of a node at once

    Scenario: A node port among them is asked as what it leads to
      Given deny-all
      Then office → node/worker-1:30080 fails at web ingress
      And office → node/worker-1:30081-30090 succeeds
      And the reachability on port 30080 is:
        |        | node/worker-1 | node/worker-2 |
        | office | X             | X             |
      When web allows ingress from office, 10.0.0.2 and 10.0.0.3 on port 8080
      Then office → node/worker-1:30080-30090 succeeds
