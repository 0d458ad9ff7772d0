Feature: Where a connection is remembered, and where nothing is
  With netfilter the node remembers: one table for all of its pods. A packet is noted when it has passed the last rule
  of the node, so what is blocked leaves no trace there. Plugins with maps or zones of their own note it for each pod,
  and the client's end has noted it before the server's end says no.
  Sources: nf_conntrack_core.c, __nf_conntrack_confirm; projectcalico/calico felix/bpf-gpl/conntrack.h; cilium/cilium
  bpf/lib/conntrack.h; ovn-org/ovn northd/northd.c. Measured on Linux 6.18 for netfilter.

  Rule: Both pods on one node, and the server does not let the client in

    Background:
      Given the pods:
        | pod      | ports | ip          | node     |
        | frontend | 3000  | 10.244.1.10 | worker-1 |
        | backend  | 8080  | 10.244.1.20 | worker-1 |
      And deny-all ingress

    Scenario: Calico: the node has seen nothing
      Given a cluster that runs Calico
      When frontend opens a connection to backend:8080
      Then the connection hangs
      And conntrack -L shows nothing

    Scenario: OVN-Kubernetes: the zone of the client's port has it, the zone of the server's has not
      Given a cluster that runs OVN-Kubernetes
      When frontend opens a connection to backend:8080
      Then conntrack -L on pod frontend shows:
        """
        tcp 6 120 SYN_SENT src=10.244.1.10 dst=10.244.1.20 sport=40000 dport=8080 [UNREPLIED] src=10.244.1.20 dst=10.244.1.10 sport=8080 dport=40000
        """
      And conntrack -L shows nothing on pod backend

    Scenario Outline: <CNI>: the client's entry waits for <seconds> seconds
      Given a cluster that runs <CNI>
      When frontend opens a connection to backend:8080
      Then conntrack has the connection in state SYN_SENT on pod frontend
      And conntrack keeps the connection for another <seconds> seconds on pod frontend
      But conntrack has no entry for the connection on pod backend

      Examples:
        | CNI            | seconds |
        | OVN-Kubernetes | 120     |
        | Cilium         | 60      |
        | Calico eBPF    | 20      |

    Scenario Outline: <CNI>: the entry opens no way back
      Given a cluster that runs <CNI>
      When frontend opens a connection to backend:8080
      Then backend → frontend:3000 fails at frontend ingress

      Examples:
        | CNI            |
        | OVN-Kubernetes |
        | Cilium         |
        | Calico eBPF    |

    Scenario Outline: <CNI>: where the client's own egress says no, nobody has it
      Given a cluster that runs <CNI>
      And deny-all
      When frontend opens a connection to backend:8080
      Then conntrack -L shows nothing

      Examples:
        | CNI            |
        | Calico         |
        | OVN-Kubernetes |
        | Cilium         |
        | Calico eBPF    |

    Scenario: Calico: a connection that is open has one entry
      Given a cluster that runs Calico
      And backend allows ingress from frontend
      When frontend opens a connection to backend:8080
      Then conntrack -L shows:
        """
        tcp 6 432000 ESTABLISHED src=10.244.1.10 dst=10.244.1.20 sport=40000 dport=8080 src=10.244.1.20 dst=10.244.1.10 sport=8080 dport=40000 [ASSURED]
        """

    Scenario: OVN-Kubernetes: a connection that is open has two, of one node
      Given a cluster that runs OVN-Kubernetes
      And backend allows ingress from frontend
      When frontend opens a connection to backend:8080
      Then conntrack -L shows:
        """
        tcp 6 432000 ESTABLISHED src=10.244.1.10 dst=10.244.1.20 sport=40000 dport=8080 src=10.244.1.20 dst=10.244.1.10 sport=8080 dport=40000 [ASSURED]
        tcp 6 432000 ESTABLISHED src=10.244.1.10 dst=10.244.1.20 sport=40000 dport=8080 src=10.244.1.20 dst=10.244.1.10 sport=8080 dport=40000 [ASSURED]
        """

  Rule: Each pod on a node of its own

    Background:
      Given the pods:
        | pod      | ports | ip          | node     |
        | frontend | 3000  | 10.244.1.10 | worker-1 |
        | backend  | 8080  | 10.244.2.20 | worker-2 |
      And deny-all ingress

    Scenario: With netfilter as well, the client's node has it for two minutes: another node said no
      Given a cluster that runs Calico
      When frontend opens a connection to backend:8080
      Then conntrack -L on node worker-1 shows:
        """
        tcp 6 120 SYN_SENT src=10.244.1.10 dst=10.244.2.20 sport=40000 dport=8080 [UNREPLIED] src=10.244.2.20 dst=10.244.1.10 sport=8080 dport=40000
        """
      And conntrack -L shows nothing on node worker-2

    Scenario: kube-router refuses; the client's node keeps what it noted
      Given a cluster that runs kube-router
      When frontend opens a connection to backend:8080
      Then the packets are:
        | from     | to      | packet | verdict                     | answer                | state on node worker-1 |
        | frontend | backend | SYN    | rejected at backend ingress | ICMP port unreachable | SYN_SENT               |
      And the connection was refused
      And conntrack -L shows nothing on node worker-2

    Scenario: kube-router refuses at the client's own egress, and nobody has noted anything
      Given a cluster that runs kube-router
      And deny-all
      When frontend opens a connection to backend:8080
      Then the connection was refused
      And conntrack -L shows nothing

  Rule: How long each remembers a connection that says nothing

    Scenario Outline: <CNI>: <time>
      Given a cluster that runs <CNI>
      And the pods:
        | pod      | ports | node     |
        | frontend |       | worker-1 |
        | backend  | 8080  | worker-1 |
      When frontend opens a connection to backend:8080
      Then conntrack keeps the connection for another <time>

      Examples: Netfilter's five days
        | CNI            | time   |
        | Calico         | 5 days |
        | Antrea         | 5 days |
        | kube-router    | 5 days |
        | OVN-Kubernetes | 5 days |

      Examples: Maps of their own
        | CNI              | time         |
        | Cilium           | 8000 seconds |
        | GKE Dataplane V2 | 8000 seconds |
        | Calico eBPF      | 1 hour       |

  Rule: Rules that remember nothing leave no entry behind

    Source: ovn-org/ovn ovn-nb.xml, allow-stateless; northd/northd.c, build_stateless_filter.

    Scenario: What acl-stateless lets through is not in the table of its pod
      Given the pods:
        | pod      | ports | ip        |
        | frontend |       | 10.0.1.10 |
        | backend  | 8080  | 10.0.2.10 |
      And a cluster that runs OVN-Kubernetes
      And the setting acl-stateless is honoured
      And the policies:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: backend, annotations: { k8s.ovn.org/acl-stateless: "true" } }
        spec:
          podSelector: { matchLabels: { app: backend } }
          policyTypes: [Ingress, Egress]
          ingress: [{}]
          egress: [{}]
        """
      When frontend opens a connection to backend:8080
      Then conntrack has the connection in state ESTABLISHED on pod frontend
      But conntrack has no entry for the connection on pod backend
