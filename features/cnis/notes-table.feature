Feature: The study notes' table of network plugins
  Seven plugins, and two questions to each: does it enforce NetworkPolicy, and do replies pass by themselves? Five rows
  of the notes hold, two are out of date:

  - kube-router tracks with netfilter's conntrack. The notes say IPVS, which only carries its Services.
  - kindnet enforces since kind v0.24.0 of August 2024. The notes say that it has no support.

  Sources: projectcalico/calico felix/rules/endpoints.go; cilium/cilium bpf/bpf_lxc.c; antrea-io/antrea
  docs/design/ovs-pipeline.md; weaveworks/weave prog/weave-npc/main.go; cloudnativelabs/kube-router
  pkg/controllers/netpol/npc_iptables.go; flannel-io/flannel README.md; kubernetes-sigs/kind#3612.

  Background:
    Given the pods:
      | pod      | ports |
      | frontend | 3000  |
      | backend  | 8080  |
    And deny-all
    And frontend allows egress to backend on port 8080
    And backend allows ingress from frontend on port 8080

  Rule: "NetworkPolicy support: yes. Stateful: yes"

    The backend may not send anything. Its replies pass, and nothing else of it does.

    Scenario Outline: <CNI>: replies pass by <tracker>
      Given a cluster that runs <CNI>
      Then frontend → backend:8080 succeeds
      But backend → frontend:3000 fails at backend egress

      Examples: As the notes have it
        | CNI       | tracker                                         |
        | Calico    | netfilter conntrack: RELATED,ESTABLISHED accept |
        | Cilium    | conntrack of its own, in BPF maps               |
        | Antrea    | the conntrack of Open vSwitch, in zone 65520    |
        | Weave Net | netfilter conntrack: RELATED,ESTABLISHED accept |

      Examples: Corrected: not IPVS
        | CNI         | tracker                                           |
        | kube-router | netfilter conntrack, in front of each pod's chain |

      Examples: Corrected: not "no support"
        | CNI     | tracker                                          |
        | kindnet | netfilter conntrack; an agent judges what is new |

  Rule: "NetworkPolicy support: no. Stateful: not applicable"

    Scenario Outline: <CNI>: nothing is judged, and so nothing is a reply
      Given a cluster that runs <CNI>
      Then frontend → backend:8080 succeeds
      And backend → frontend:3000 succeeds

      Examples:
        | CNI                       |
        | Flannel                   |
        | kindnet before kind v0.24 |

  Rule: "All compliant CNIs must be stateful"

    Scenario: So none of them asks the notes' third question
      The question is whether the backend may send its reply.

      Then under the three-check model, frontend → backend:8080 fails at backend egress for the reply
      When a cluster that runs Calico
      Then frontend → backend:8080 succeeds
