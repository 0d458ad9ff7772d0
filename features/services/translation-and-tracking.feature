@model:stateful
Feature: What conntrack remembers of a Service
  The first packet of a connection decides where it goes; the entry holds both tuples, what the client dialled and who answers,
  and every later packet is rewritten by it. The node that translates has such an entry; beyond it, a node knows only what came.
  Without an entry there is nothing to rewrite by.
  Sources: net/netfilter/nf_nat_core.c, nf_conntrack_core.c; kubernetes, pkg/proxy/conntrack. Measured on Linux 6.18.

  Background:
    Given the nodes:
      | node     | ip        |
      | worker-1 | 10.0.0.11 |
      | worker-2 | 10.0.0.12 |
    And the pods:
      | pod      | ports        | ip         | node     |
      | frontend |              | 10.244.1.7 | worker-1 |
      | backend  | 8080, 53/UDP | 10.244.2.9 | worker-2 |
    And the external endpoints:
      | name   | addresses    |
      | client | 198.51.100.7 |
    And the services:
      | service | ports                                       | type     | cluster ip |
      | backend | 80 → 8080 on node port 30080, 5353 → 53/UDP | NodePort | 10.96.0.20 |

  Rule: Two tuples

    Scenario: A pod calls a Service: its node has both, the server's node only the pods
      When frontend opens a connection to service/backend:80
      Then conntrack -L on node worker-1 shows:
        """
        tcp 6 432000 ESTABLISHED src=10.244.1.7 dst=10.96.0.20 sport=40000 dport=80 src=10.244.2.9 dst=10.244.1.7 sport=8080 dport=40000 [ASSURED]
        """
      And conntrack -L on node worker-2 shows:
        """
        tcp 6 432000 ESTABLISHED src=10.244.1.7 dst=10.244.2.9 sport=40000 dport=8080 src=10.244.2.9 dst=10.244.1.7 sport=8080 dport=40000 [ASSURED]
        """

    Scenario: Over UDP it is the same
      When frontend opens a connection to service/backend:5353/UDP
      Then conntrack -L on node worker-1 shows:
        """
        udp 17 30 src=frontend dst=service/backend sport=40000 dport=5353 src=backend dst=frontend sport=53 dport=40000
        """

    Scenario: From outside by a node port, masqueraded: the second node knows the first one as its client
      When client opens a connection to node/worker-1:30080
      Then conntrack -L on node worker-1 shows:
        """
        tcp 6 432000 ESTABLISHED src=198.51.100.7 dst=10.0.0.11 sport=40000 dport=30080 src=10.244.2.9 dst=10.0.0.11 sport=8080 dport=40000 [ASSURED]
        """
      And conntrack -L on node worker-2 shows:
        """
        tcp 6 432000 ESTABLISHED src=10.0.0.11 dst=10.244.2.9 sport=40000 dport=8080 src=10.244.2.9 dst=10.0.0.11 sport=8080 dport=40000 [ASSURED]
        """

    Scenario: From outside at the pod's own node: one entry with everything
      When client opens a connection to node/worker-2:30080
      Then conntrack -L on node worker-2 shows:
        """
        tcp 6 432000 ESTABLISHED src=198.51.100.7 dst=10.0.0.12 sport=40000 dport=30080 src=10.244.2.9 dst=10.0.0.12 sport=8080 dport=40000 [ASSURED]
        """
      And conntrack -L shows nothing on node worker-1

    Scenario: Stopped by the client's own policy: no entry, so no trace of where it would have gone
      Given deny-all egress
      When frontend opens a connection to service/backend:80
      Then conntrack -L shows nothing on node worker-1
      And conntrack -L shows nothing on node worker-2

    Scenario: Stopped at the server: the client's node shows both tuples, unanswered
      This line is worth looking for: the second tuple says which pod was chosen.

      Given deny-all ingress
      When frontend opens a connection to service/backend:80
      Then conntrack -L on node worker-1 shows:
        """
        tcp 6 120 SYN_SENT src=10.244.1.7 dst=10.96.0.20 sport=40000 dport=80 [UNREPLIED] src=10.244.2.9 dst=10.244.1.7 sport=8080 dport=40000
        """
      And conntrack -L shows nothing on node worker-2

    Scenario: Refused by kube-proxy: nothing at all
      Given pod backend is not ready
      When frontend opens a connection to service/backend:80
      Then the connection was refused
      And conntrack -L shows nothing on node worker-1

  Rule: A decision is taken once

    Scenario: A Service that loses its endpoints loses no connection
      Given frontend opens a connection to service/backend:80
      When pod backend is not ready
      And frontend sends data
      Then the connection is still open
      But frontend → service/backend:80 is refused

    Scenario: Nor one that is led elsewhere
      Given frontend opens a connection to service/backend:80
      When the services:
        | service | ports     | selector | cluster ip |
        | backend | 80 → 8080 | app=new  | 10.96.0.20 |
      And frontend sends data
      Then the connection is still open

    Scenario: A pod that is deleted leaves its client writing to nobody
      kube-proxy deletes entries of UDP when an endpoint goes, and leaves those of TCP alone.

      Given frontend opens a connection to service/backend:80
      When pod backend is deleted
      And frontend sends data
      Then the connection hangs
      And conntrack has the connection in state ESTABLISHED on node worker-1

  Rule: A flush under a translated connection

    Scenario: The client's next packet is translated anew
      A table that takes up connections in the middle (nf_conntrack_tcp_loose, the default) makes a new entry, and with one
      endpoint it leads to the same pod.

      Given frontend opens a connection to service/backend:80
      When the conntrack table of node worker-1 is flushed
      And frontend sends data
      Then the connection is still open
      And conntrack -L on node worker-1 shows:
        """
        tcp 6 300 ESTABLISHED src=frontend dst=service/backend sport=40000 dport=80 src=backend dst=frontend sport=8080 dport=40000
        """

    Scenario: Where the table takes up nothing, the server's next packet is lost on the client's node
      There it belongs to no connection, so nobody puts the Service's address back; kube-proxy drops it, as the client would
      reset what seems to come from a stranger (kubernetes#74839).

      Given the sysctl nf_conntrack_tcp_loose is 0
      And frontend opens a connection to service/backend:80
      When the conntrack table of node worker-1 is flushed
      And backend sends data
      Then the connection hangs

    Scenario: By the pod's own address, a flush is no matter
      Given frontend opens a connection to backend:8080
      When the conntrack table of node worker-1 is flushed
      And backend sends data
      Then the connection is still open

    Scenario: Nor is it where nothing was translated, on the server's node
      Given frontend opens a connection to service/backend:80
      When the conntrack table of node worker-2 is flushed
      And backend sends data
      Then the connection is still open

  Rule: What is not tracked is not translated

    Scenario: NOTRACK for the client: its packets go to the Service's address, where nobody is
      Given frontend is untracked
      Then frontend → backend:8080 succeeds
      But frontend → service/backend:80 fails at kube-proxy

    Scenario: NOTRACK at the server's node is no obstacle: the client's node has translated already
      Given backend is untracked
      Then frontend → service/backend:80 succeeds

    Scenario: Under OVN-Kubernetes' acl-stateless a pod is reached by its own address alone
      Such a rule keeps packets out of conntrack, which is what translates; and the answer needs a rule of its own.

      Given the manifests:
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: frontend
          namespace: default
          annotations: { k8s.ovn.org/acl-stateless: "true" }
        spec:
          podSelector: { matchLabels: { app: frontend } }
          policyTypes: [Ingress, Egress]
          ingress: [{ from: [{ podSelector: { matchLabels: { app: backend } } }] }]
          egress: [{ to: [{ podSelector: { matchLabels: { app: backend } } }] }]
        """
      Then frontend → service/backend:80 succeeds
      Given the setting acl-stateless is honoured
      Then frontend → backend:8080 succeeds
      But frontend → service/backend:80 fails at kube-proxy
