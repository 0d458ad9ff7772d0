@model:stateful
Feature: NodeLocal DNSCache
  With the cache, a pod asks its own node, at 169.254.20.10, and the node asks kube-dns. A rule for the pods of kube-dns
  matches nothing that the client still sends; what counts is whether the plugin lets a pod talk to its own node.
  Sources: kubernetes.io, Using NodeLocal DNSCache in Kubernetes Clusters; kubernetes, cluster/addons/dns/nodelocaldns,
  force_tcp for the cluster's zones; kubernetes.io, Network Policies, on traffic of a pod's own node.

  Background:
    Given the namespace shop
    And the nodes:
      | node     | ip        |
      | worker-1 | 10.0.0.11 |
      | worker-2 | 10.0.0.12 |
    And the pods:
      | pod      | ports | ip         | node     |
      | frontend |       | 10.244.1.2 | worker-1 |
      | backend  | 8080  | 10.244.2.2 | worker-2 |
    And the services:
      | service | ports     |
      | backend | 80 → 8080 |
    And the external endpoints:
      | name            | addresses      |
      | api.example.com | 203.0.113.5/32 |
    And NodeLocal DNSCache

  Rule: A plugin that leaves a pod's own node alone

    Scenario: Under deny-all names go on, and nothing else does
      Given deny-all in namespace shop
      Then frontend resolves backend
      But frontend → http://backend fails at frontend egress

  Rule: A plugin that judges it

    Background:
      Given the setting pod-to-own-node is judged
      And deny-all egress in namespace shop
      And frontend allows egress to backend on port 8080

    Scenario: The usual rule matches nothing, though it lets the pods of kube-dns be asked
      When frontend allows egress to pods labelled k8s-app=kube-dns in namespace kube-system on ports 53/UDP and 53/TCP
      Then frontend → kube-system/coredns:53/UDP succeeds
      But frontend → http://backend fails at frontend egress to DNS

    Scenario: The address of the cache is what to allow
      When frontend allows egress to 169.254.20.10/32 on ports 53/UDP and 53/TCP
      Then frontend → http://backend succeeds

    Scenario: Where the cache was given another address, that one
      Given NodeLocal DNSCache at 169.254.25.10
      When frontend allows egress to 169.254.20.10/32 on ports 53/UDP and 53/TCP
      Then frontend → http://backend fails at frontend egress to DNS
      When frontend allows egress to 169.254.25.10/32 on ports 53/UDP and 53/TCP
      Then frontend → http://backend succeeds

    Scenario: Neither the node's own address nor every pod of every namespace covers it
      When frontend allows egress to 10.0.0.11/32
      And frontend allows egress to every namespace
      Then frontend → http://backend fails at frontend egress to DNS

    Scenario: Everything but private networks does: 169.254.0.0/16 is none of the three
      When frontend allows egress to 0.0.0.0/0 except 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16
      Then frontend resolves backend

    Scenario: A rule for both serves a cluster before and after the cache
      When the policies:
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: dns
        spec:
          podSelector: {}
          policyTypes: [Egress]
          egress:
          - to:
            - namespaceSelector:
                matchLabels:
                  kubernetes.io/metadata.name: kube-system
              podSelector:
                matchLabels:
                  k8s-app: kube-dns
            - ipBlock:
                cidr: 169.254.20.10/32
            ports:
            - { port: 53, protocol: UDP }
            - { port: 53, protocol: TCP }
        """
      Then frontend → http://backend succeeds

    Scenario: Where kube-proxy works with iptables, the cache takes the address of kube-dns as well, and pods ask that
      A policy then needs a block with the cluster IP, which is of no use in a cluster without the cache.

      Given NodeLocal DNSCache at 10.96.0.10
      When frontend allows egress to 169.254.20.10/32 on ports 53/UDP and 53/TCP
      Then frontend → http://backend fails at frontend egress to DNS
      When frontend allows egress to 10.96.0.10/32 on ports 53/UDP and 53/TCP
      Then frontend → http://backend succeeds

  Rule: The cache asks on

    It does so in the name of its node, over TCP, and only about names of the cluster; about others it asks the node's
    resolvers itself.

    Scenario: CoreDNS has to let the nodes in, and over TCP
      Given kube-system/coredns allows ingress from namespace shop on ports 53/UDP and 53/TCP
      Then frontend → http://backend fails at coredns ingress to DNS
      When kube-system/coredns allows ingress from 10.0.0.0/24 on port 53/TCP
      Then frontend resolves backend

    Scenario: So names outside go on though CoreDNS is isolated, while those of the cluster fail
      Given deny-all in namespace kube-system
      Then frontend → https://api.example.com succeeds
      But frontend → http://backend fails at coredns ingress to DNS

    Scenario: Under three-check CoreDNS needs egress to the nodes as well
      Given deny-all in namespace kube-system
      And kube-system/coredns allows ingress from 10.0.0.0/24 on port 53/TCP
      Then frontend resolves backend
      But under the three-check model, frontend → http://backend fails at coredns egress to DNS for the reply
      When kube-system/coredns allows egress to 10.0.0.0/24 on port 32768-60999/TCP
      Then under the three-check model, frontend → http://backend succeeds

    Scenario: The question stays on the node, which no network ACL sees
      Given the network ACL "closed" of node/worker-1:
        | rule | direction | action | protocol | peer   |
        | 100  | inbound   | deny   | all      | anyone |
        | 100  | outbound  | deny   | all      | anyone |
      Then frontend resolves api.example.com
      But frontend → http://backend fails at node/worker-1 network ACL outbound to DNS

  Rule: Plugin by plugin

    Scenario Outline: A rule for the address of the cache, on <cni>
      Given a cluster that runs <cni>
      And deny-all egress in namespace shop
      And frontend allows egress to backend on port 8080
      And frontend allows egress to 169.254.20.10/32 on ports 53/UDP and 53/TCP
      Then frontend → http://backend succeeds

      Examples:
        | cni         |
        | Calico      |
        | kube-router |
        | Weave Net   |

    Scenario: The usual rule for kube-dns, where the cache was rolled out
      Given deny-all egress in namespace shop
      And frontend allows egress to backend on port 8080
      And frontend allows egress to namespace kube-system on ports 53/UDP and 53/TCP
      Then frontend → http://backend depends on the CNI:
        | CNI                   | verdict                         |
        | Calico                | fails at frontend egress to DNS |
        | Calico eBPF           | fails at frontend egress to DNS |
        | Cilium                | fails at frontend egress to DNS |
        | GKE Dataplane V2      | fails at frontend egress to DNS |
        | Antrea                | fails at frontend egress to DNS |
        | kube-router           | fails at frontend egress to DNS |
        | kube-network-policies | fails at frontend egress to DNS |
        | OVN-Kubernetes        | fails at frontend egress to DNS |
        | Weave Net             | succeeds                        |
        | Azure NPM             | succeeds                        |
        | Flannel               | succeeds                        |
