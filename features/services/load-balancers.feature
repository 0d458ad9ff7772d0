@model:stateful
Feature: Load balancers: which node a client comes in by is not its choice
  A load balancer hands a client to a node, and from there on all is as with a node port. With externalTrafficPolicy Cluster
  it may be any node, so a policy has to fit every one of them, or the client is served now and then. With Local the balancer
  asks each node (healthCheckNodePort) and leaves out those without an endpoint.
  Sources: kubernetes.io, Create an External Load Balancer, "Preserving the client source IP"; core/v1 ServiceSpec,
  externalTrafficPolicy, externalIPs; kubernetes, pkg/proxy/iptables/proxier.go.

  Background:
    Given the nodes:
      | node     | ip        |
      | worker-1 | 10.0.0.11 |
      | worker-2 | 10.0.0.12 |
    And the pods:
      | pod  | ports | ip         | node     |
      | web  | 8080  | 10.244.2.9 | worker-2 |
      | near |       | 10.244.1.7 | worker-1 |
    And the external endpoints:
      | name   | addresses    |
      | office | 198.51.100.7 |
      | home   | 192.0.2.77   |

  Rule: externalTrafficPolicy Cluster

    Background:
      Given the services:
        | service | ports     | type         | external ip  | external traffic |
        | web     | 80 → 8080 | LoadBalancer | 203.0.113.80 | Cluster          |

    Scenario: Without policies everybody is served, by the Service and by its address
      Then the Internet → service/web:80 succeeds
      And office → 203.0.113.80:80 succeeds
      And near → 203.0.113.80:80 succeeds

    Scenario: A rule for the office serves it where it enters at the node of the pod
      Given deny-all ingress
      And web allows ingress from office on port 8080
      Then office → service/web:80 is unreliable
      And office → 203.0.113.80:80 is unreliable
      But home → service/web:80 fails at web ingress

    Scenario: A rule for the nodes serves everybody else's way in
      Given deny-all ingress
      And web allows ingress from 10.0.0.0/24 on port 8080
      Then office → service/web:80 is unreliable
      And home → service/web:80 is unreliable

    Scenario: With both the office is served for sure, and home now and then: a rule that depends on luck protects nobody
      Given deny-all ingress
      And web allows ingress from office, 10.0.0.0/24 on port 8080
      Then office → service/web:80 succeeds
      But home → service/web:80 is unreliable

    Scenario: From inside, the address of the load balancer is a way out and in again without leaving the node
      The node of the pod knows the address and translates at once; the server sees that node.

      Given deny-all
      And near allows egress to web on port 8080
      And web allows ingress from near on port 8080
      Then near → service/web:80 succeeds
      But near → 203.0.113.80:80 fails at web ingress
      When web allows ingress from 10.0.0.11/32 on port 8080
      Then near → 203.0.113.80:80 succeeds

    Scenario: An egress rule for the address of the load balancer matches nothing
      Given deny-all egress
      And near allows egress to 203.0.113.80/32
      Then near → 203.0.113.80:80 fails at near egress
      When near allows egress to web on port 8080
      Then near → 203.0.113.80:80 succeeds

  Rule: externalTrafficPolicy Local

    Background:
      Given the services:
        | service | ports     | type         | external ip  | external traffic |
        | web     | 80 → 8080 | LoadBalancer | 203.0.113.80 | Local            |

    Scenario: A rule for the office is what it says
      Given deny-all ingress
      And web allows ingress from office on port 8080
      Then office → service/web:80 succeeds
      But home → service/web:80 fails at web ingress

    Scenario: A rule for the nodes is nothing now
      Given deny-all ingress
      And web allows ingress from 10.0.0.0/24 on port 8080
      Then office → service/web:80 fails at web ingress

    Scenario: A pod by the load balancer's address keeps its name, and is not confined to its own node
      Given deny-all
      And near allows egress to web on port 8080
      And web allows ingress from near on port 8080
      Then near → 203.0.113.80:80 succeeds

  Rule: externalIPs on a Service of type ClusterIP

    Background:
      Given the services:
        | service | ports     | external ip  |
        | web     | 80 → 8080 | 203.0.113.80 |

    Scenario: Whoever sends to it by way of a node is led to the pods, and bears that node's address
      Given deny-all ingress
      And web allows ingress from office on port 8080
      Then office → 203.0.113.80:80 is unreliable
      When web allows ingress from 10.0.0.0/24 on port 8080
      Then office → 203.0.113.80:80 succeeds

  Rule: Firewalls of the nodes

    Background:
      Given the services:
        | service | ports                        | type     | external traffic |
        | web     | 80 → 8080 on node port 30080 | NodePort | Cluster          |

    Scenario: The port in a node's firewall is the node's, and between nodes the pod's
      Outside policy, the port is another one again: a security group that opens the node port alone loses those who enter
      by a node without the pod.

      Given the security group "nodes" of node/worker-1 and node/worker-2:
        | direction | protocol | ports | peer   |
        | inbound   | tcp      | 80    | anyone |
      Then office → node/worker-1:30080 fails at node/worker-1 security group inbound
      When the security group "nodes" of node/worker-1 and node/worker-2:
        | direction | protocol | ports | peer   |
        | inbound   | tcp      | 30080 | anyone |
      Then office → node/worker-2:30080 succeeds
      But office → node/worker-1:30080 fails at web security group inbound
      And office → service/web:80 is unreliable
      When the security group "nodes" of node/worker-1 and node/worker-2:
        | direction | protocol | ports | peer        |
        | inbound   | tcp      | 30080 | anyone      |
        | inbound   | tcp      | 8080  | group nodes |
      Then office → service/web:80 succeeds

  Rule: Without ports on the nodes

    Scenario: A load balancer that leads to the nodes by its own address asks nobody for a node's port
      Given the manifests:
        """
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: default }
        spec: { type: LoadBalancer, allocateLoadBalancerNodePorts: false, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
        status: { loadBalancer: { ingress: [{ ip: 203.0.113.80 }] } }
        """
      And the security group "nodes" of node/worker-1 and node/worker-2:
        | direction | protocol | ports | peer   |
        | inbound   | tcp      | 8080  | anyone |
      Then office → service/web:80 succeeds

  Rule: What the plugin keeps

    Scenario: From outside, with externalTrafficPolicy Cluster, under a rule for the client alone
      Calico eBPF hands the client's address on between nodes; Azure NPM judges nothing that enters so
      (Azure/azure-container-networking#1088).

      Given the services:
        | service | ports                        | type     | external traffic |
        | web     | 80 → 8080 on node port 30080 | NodePort | Cluster          |
      And deny-all ingress
      And web allows ingress from office on port 8080
      Then office → node/worker-1:30080 depends on the CNI:
        | CNI         | verdict              |
        | Calico      | fails at web ingress |
        | Calico eBPF | succeeds             |
        | Azure NPM   | succeeds             |
      And home → node/worker-1:30080 depends on the CNI:
        | CNI         | verdict              |
        | Calico      | fails at web ingress |
        | Calico eBPF | fails at web ingress |
        | Azure NPM   | succeeds             |
