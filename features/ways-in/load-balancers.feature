@model:stateful
Feature: A load balancer as the way in
  A Service of type LoadBalancer is open to the Internet without an Ingress. Which node a client enters by, the load
  balancer decides. With externalTrafficPolicy Cluster, any: a node that has no pod of the Service passes the client on
  under its own address, and a rule for the client's addresses misses whoever comes that way. With Local, only nodes
  that have one, and the client keeps its address.
  Sources: ServiceSpec.externalTrafficPolicy, ServiceSpec.loadBalancerSourceRanges; pkg/proxy/iptables/proxier.go, chains
  KUBE-EXT, KUBE-FW and KUBE-MARK-MASQ; kubernetes.io, Using Source IP; measured on Linux 6.18.

  Background:
    Given the namespace shop
    And the nodes:
      | node     | ip       |
      | worker-1 | 10.0.0.1 |
      | worker-2 | 10.0.0.2 |
    And the pods:
      | pod     | ports | node     | ip         |
      | web     | 8080  | worker-1 | 10.244.1.5 |
      | curious |       | worker-2 | 10.244.2.6 |
    And the external endpoints:
      | name   | addresses    |
      | office | 203.0.113.10 |
      | rival  | 203.0.113.66 |

  Rule: externalTrafficPolicy Cluster: policy must name clients and nodes

    Background:
      Given the services:
        | service | ports                        | type         | external ip   | external traffic |
        | web     | 80 → 8080 on node port 30080 | LoadBalancer | 198.51.100.20 | Cluster          |

    Scenario: Without policy, everybody comes in
      Then the Internet → service/web:80 succeeds
      And office → 198.51.100.20:80 succeeds

    Scenario: Deny-all closes both ways in
      When deny-all
      Then the Internet → service/web:80 fails at web ingress
      And the Internet → node/worker-1:30080 fails at web ingress
      And the Internet → node/worker-2:30080 fails at web ingress

    Scenario: A rule for the office works by one node and not by the other
      Whoever tries it twice may see both: which node it is, the load balancer decides.

      Given deny-all
      When web allows ingress from office on port 8080
      Then office → node/worker-1:30080 succeeds
      But office → node/worker-2:30080 fails at web ingress
      And office → service/web:80 is unreliable

    Scenario: A rule for the whole Internet misses the nodes, whose addresses are private
      Given deny-all
      When web allows ingress from the Internet on port 8080
      Then the Internet → node/worker-1:30080 succeeds
      But the Internet → node/worker-2:30080 fails at web ingress
      And the Internet → service/web:80 is unreliable

    Scenario: A rule for the nodes works by the other node alone
      Given deny-all
      When web allows ingress from 10.0.0.0/24 on port 8080
      Then office → node/worker-2:30080 succeeds
      But office → node/worker-1:30080 fails at web ingress

    Scenario: Both together let the office in, and by the other node everybody else as well
      Given deny-all
      When web allows ingress from office and 10.0.0.0/24 on port 8080
      Then office → service/web:80 succeeds
      But rival → node/worker-1:30080 fails at web ingress
      And rival → node/worker-2:30080 succeeds

    Scenario: The port of the rule is the pod's
      Given deny-all
      When web allows ingress from anyone on ports 80 and 30080
      Then the Internet → service/web:80 fails at web ingress
      When web allows ingress from anyone on port 8080
      Then the Internet → service/web:80 succeeds

  Rule: externalTrafficPolicy Local: policy must name the clients

    Background:
      Given the services:
        | service | ports                        | type         | external ip   | external traffic |
        | web     | 80 → 8080 on node port 30080 | LoadBalancer | 198.51.100.20 | Local            |
      And deny-all

    Scenario: The office, and nobody else
      When web allows ingress from office on port 8080
      Then office → service/web:80 succeeds
      But rival → service/web:80 fails at web ingress

    Scenario: The nodes' addresses are worth nothing now
      When web allows ingress from 10.0.0.0/24 on port 8080
      Then office → service/web:80 fails at web ingress

    Scenario: A node without a pod of the Service drops what comes to its port, before any policy
      When web allows ingress from anyone
      Then office → node/worker-1:30080 succeeds
      But office → node/worker-2:30080 fails at kube-proxy
      And curl -m 4 exits with 28 for office → node/worker-2:30080

    Scenario: With no endpoint at all it is refused, by every node
      When web allows ingress from anyone
      And pod web is not ready
      Then the Internet → service/web:80 is refused
      And curl exits with 7 for the Internet → service/web:80

  Rule: loadBalancerSourceRanges are no policy, and judge before it

    Background:
      Given the manifests:
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
          namespace: shop
        spec:
          type: LoadBalancer
          externalTrafficPolicy: Cluster
          loadBalancerSourceRanges: [203.0.113.0/28]
          selector: { app: web }
          ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }]
        status:
          loadBalancer: { ingress: [{ ip: 198.51.100.20 }] }
        """

    Scenario: Whoever is in them comes in, under whichever address
      Then office → service/web:80 succeeds
      But rival → service/web:80 fails at kube-proxy

    Scenario: The port of a node is another door, which they do not guard
      Then rival → node/worker-1:30080 succeeds

    Scenario: They take nothing from policy, and give nothing to it
      When deny-all
      Then office → service/web:80 fails at web ingress
      When web allows ingress from anyone
      Then office → service/web:80 succeeds
      But rival → service/web:80 fails at kube-proxy

    Scenario: Pods that ask by the load balancer's address are clients like others; by the name of the Service they are not
      Given the nodes:
        | node     | ip        |
        | worker-1 | 192.0.2.1 |
        | worker-2 | 192.0.2.2 |
      And the pods:
        | pod     | ports | node     | ip         |
        | web     | 8080  | worker-1 | 10.244.1.5 |
        | curious |       | worker-2 | 10.244.2.6 |
      And the manifests:
        """
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop }
        spec:
          type: LoadBalancer
          loadBalancerSourceRanges: [203.0.113.0/28]
          selector: { app: web }
          ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }]
        status:
          loadBalancer: { ingress: [{ ip: 198.51.100.20 }] }
        """
      Then curious → 198.51.100.20:80 fails at kube-proxy
      But curious → service/web:80 succeeds

  Rule: From within the cluster

    The cluster's own clients are translated on their own node and never leave it for the load balancer.

    Scenario: By the name of the Service a pod comes by the cluster IP, by the load balancer's address under its node's
      Given the services:
        | service | ports     | type         | external ip   | external traffic |
        | web     | 80 → 8080 | LoadBalancer | 198.51.100.20 | Cluster          |
      And deny-all ingress
      When web allows ingress from curious on port 8080
      Then curious → service/web:80 succeeds
      But curious → 198.51.100.20:80 fails at web ingress
      When web allows ingress from 10.0.0.2/32 on port 8080
      Then curious → 198.51.100.20:80 succeeds

    Scenario: With Local the pod stays itself
      Given the services:
        | service | ports     | type         | external ip   | external traffic |
        | web     | 80 → 8080 | LoadBalancer | 198.51.100.20 | Local            |
      And deny-all ingress
      When web allows ingress from curious on port 8080
      Then curious → 198.51.100.20:80 succeeds

    Scenario: Its egress is judged by the pod behind, not by the address that it dialled
      Given the services:
        | service | ports     | type         | external ip   |
        | web     | 80 → 8080 | LoadBalancer | 198.51.100.20 |
      And deny-all egress
      When curious allows egress to 198.51.100.20/32
      Then curious → 198.51.100.20:80 fails at curious egress
      When curious allows egress to web
      Then curious → 198.51.100.20:80 succeeds

  Rule: Three checks: whom the pod answers

    The third permission is asked for the address that the pod sees: under Cluster the node's or the client's, by the node
    that the client entered by; under Local always the client's. Upstream asks for no such permission.

    @model:three-check
    Scenario: Cluster: the clients and the nodes
      Given the services:
        | service | ports                        | type         | external ip   | external traffic |
        | web     | 80 → 8080 on node port 30080 | LoadBalancer | 198.51.100.20 | Cluster          |
      And deny-all
      And web allows ingress from anyone
      Then office → service/web:80 fails at web egress for the reply
      When web allows egress to office
      Then office → node/worker-1:30080 succeeds
      But office → node/worker-2:30080 fails at web egress for the reply
      When web allows egress to 10.0.0.2/32
      Then office → service/web:80 succeeds

    @model:three-check
    Scenario: Local: the clients
      Given the services:
        | service | ports                        | type         | external ip   | external traffic |
        | web     | 80 → 8080 on node port 30080 | LoadBalancer | 198.51.100.20 | Local            |
      And deny-all
      And web allows ingress from anyone
      When web allows egress to office
      Then office → service/web:80 succeeds

  Rule: What other implementations see

    Scenario: Azure NPM lets a load balancer of policy Cluster past ingress policy
      Given a cluster that runs Azure NPM
      And the services:
        | service | ports     | type         | external ip   | external traffic |
        | web     | 80 → 8080 | LoadBalancer | 198.51.100.20 | Cluster          |
      When deny-all ingress
      Then office → service/web:80 succeeds
      But curious → service/web:80 fails at web ingress

    Scenario: Calico's eBPF data plane keeps the client's address from node to node
      Given a cluster that runs Calico eBPF
      And the services:
        | service | ports                        | type         | external ip   | external traffic |
        | web     | 80 → 8080 on node port 30080 | LoadBalancer | 198.51.100.20 | Cluster          |
      And deny-all ingress
      When web allows ingress from office on port 8080
      Then office → service/web:80 succeeds
      And office → node/worker-2:30080 succeeds
      But rival → service/web:80 fails at web ingress
