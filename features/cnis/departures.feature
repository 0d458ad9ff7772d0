Feature: Where plugins read the API in different ways
  Some fields and cases the API leaves open, some a plugin does not carry out. A policy that is tested on one cluster
  may hold less, or more, on another: each rule below has both, and then the list of who does what.
  Sources: beside each rule.

  Background:
    Given the nodes:
      | node     | ip       |
      | worker-1 | 10.0.0.1 |
      | worker-2 | 10.0.0.2 |
    And the pods:
      | pod      | ports                        | ip          | node     |
      | frontend | 3000                         | 10.244.1.10 | worker-1 |
      | backend  | 8000, 8001, 8080, 36412/SCTP | 10.244.2.10 | worker-2 |
    And the external endpoints:
      | name    | addresses    |
      | partner | 198.51.100.7 |

  Rule: An ipBlock and the addresses of pods

    To Cilium, peers in the cluster are identities, not addresses: an ipBlock is about the world outside, and matches
    neither a pod nor a node. (With policy-cidr-match-mode=nodes it matches nodes.)
    Sources: cilium/cilium Documentation/network/kubernetes/policy.rst, #9209, #14497.

    Background:
      Given deny-all ingress
      And backend allows ingress from 0.0.0.0/0

    Scenario Outline: <CNI>: <whom> 0.0.0.0/0 matches
      Given a cluster that runs <CNI>
      Then partner → backend:8080 succeeds
      And frontend → backend:8080 <pod>
      And node/worker-1 → backend:8080 <node>

      Examples:
        | CNI    | whom                         | pod                      | node                     |
        | Calico | pods, nodes and the world    | succeeds                 | succeeds                 |
        | Cilium | nobody but the world outside | fails at backend ingress | fails at backend ingress |

    Scenario: A rule without peers is about everyone, with Cilium too
      Given a cluster that runs Cilium
      When backend allows ingress from anyone
      Then frontend → backend:8080 succeeds
      And node/worker-1 → backend:8080 succeeds

    Scenario Outline: <CNI>: a policy says the same everywhere if its block leaves the pods out
      Given a cluster that runs <CNI>
      When the policies are replaced by:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: world-only }
        spec:
          podSelector: {}
          policyTypes: [Ingress]
          ingress:
            - from: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }]
        """
      Then partner → backend:8080 succeeds
      But frontend → backend:8080 fails at backend ingress

      Examples:
        | CNI    |
        | Calico |
        | Cilium |

    Scenario: Who does what
      Then frontend → backend:8080 depends on the CNI:
        | CNI                | verdict                  |
        | Cilium             | fails at backend ingress |
        | Cilium before 1.16 | fails at backend ingress |
        | GKE Dataplane V2   | fails at backend ingress |
        | any other          | succeeds                 |

  Rule: A pod and its own node

    The documentation says that traffic to and from the node where a pod runs is always allowed. Inwards all plugins
    keep to it, as kubelet probes would fail otherwise. Outwards many judge it like any other.
    Sources: kubernetes.io, Network Policies, introduction; tigera/docs calico/network-policy/hosts/protect-hosts.mdx;
    Azure/azure-container-networking npm/pkg/controlplane/translation/translatePolicy.go; weaveworks/weave
    prog/weave-npc/main.go.

    Background:
      Given deny-all

    Scenario Outline: <CNI>: the kubelet reaches the pod, and the pod <may> reach the kubelet
      Given a cluster that runs <CNI>
      Then node/worker-2 → backend:8080 succeeds
      And backend → node/worker-2:10250 <verdict>

      Examples:
        | CNI       | may     | verdict                 |
        | Azure NPM | may     | succeeds                |
        | Calico    | may not | fails at backend egress |

    Scenario Outline: <CNI>: another node is a peer like any other
      Given a cluster that runs <CNI>
      Then node/worker-1 → backend:8080 fails at backend ingress
      And backend → node/worker-1:10250 fails at backend egress

      Examples:
        | CNI       |
        | Azure NPM |
        | Calico    |

    Scenario: With a plugin that judges it, an ipBlock opens the way to the own node
      Given a cluster that runs Antrea
      When backend allows egress to 10.0.0.2/32 on port 10250
      Then backend → node/worker-2:10250 succeeds

    Scenario: With Cilium that ipBlock does nothing
      Given a cluster that runs Cilium
      When backend allows egress to 10.0.0.2/32 on port 10250
      Then backend → node/worker-2:10250 fails at backend egress

    Scenario: Who does what
      Then backend → node/worker-2:10250 depends on the CNI:
        | CNI                        | verdict                 |
        | Weave Net                  | succeeds                |
        | AWS VPC CNI                | succeeds                |
        | AWS VPC CNI in strict mode | succeeds                |
        | Azure NPM                  | succeeds                |
        | Flannel                    | succeeds                |
        | kindnet before kind v0.24  | succeeds                |
        | any other                  | fails at backend egress |

  Rule: endPort

    A plugin that does not know the field sees a rule for the one port in the field that it knows, as the documentation
    warns. The rest of the range stays closed.
    Sources: kubernetes.io, Network Policies, "Targeting a range of ports"; weaveworks/weave npc/analyser.go;
    cilium/cilium pkg/k8s/network_policy.go, #16622.

    Background:
      Given deny-all ingress
      And backend allows ingress from frontend on ports 8000-8100

    Scenario Outline: <CNI>: <what> of the range is open
      Given a cluster that runs <CNI>
      Then frontend → backend:8000 succeeds
      And frontend → backend:8001 <verdict>
      But frontend → backend:7999 fails at backend ingress

      Examples:
        | CNI       | what           | verdict                  |
        | Calico    | the whole      | succeeds                 |
        | Weave Net | the first port | fails at backend ingress |

    Scenario: Who does what
      Then frontend → backend:8080 depends on the CNI:
        | CNI                | verdict                  |
        | Weave Net          | fails at backend ingress |
        | Cilium before 1.16 | fails at backend ingress |
        | any other          | succeeds                 |

  Rule: SCTP

    Cilium carries SCTP only with sctp.enabled, so no rule can allow it and no policy is needed to block it. Elsewhere a
    rule allows it like TCP.
    Sources: cilium/cilium #5719; Google, "Deploy workloads with SCTP".

    Scenario Outline: <CNI>: without any policy SCTP <arrives>
      Given a cluster that runs <CNI>
      Then frontend → backend:36412/SCTP <verdict>
      And frontend → backend:8080 succeeds

      Examples:
        | CNI    | arrives                | verdict                  |
        | Antrea | arrives                | succeeds                 |
        | Cilium | is dropped on the spot | fails at frontend egress |

    Scenario: With sctp.enabled Cilium does as the others
      Given a cluster that runs Cilium
      And the setting sctp is supported
      And deny-all ingress
      Then frontend → backend:36412/SCTP fails at backend ingress
      When backend allows ingress from frontend on port 36412/SCTP
      Then frontend → backend:36412/SCTP succeeds

    Scenario: Who does what
      Then frontend → backend:36412/SCTP depends on the CNI:
        | CNI                | verdict                  |
        | Cilium             | fails at frontend egress |
        | Cilium before 1.16 | fails at frontend egress |
        | GKE Dataplane V2   | fails at frontend egress |
        | any other          | succeeds                 |

  Rule: Pods that nobody owns

    The AWS plugin passes over pods without ownerReferences, such as `kubectl run` makes: deny-all selects them and does
    nothing. Whoever tries out a policy on EKS should do so with a Deployment.
    Source: Amazon EKS User Guide of December 2024, "Limit Pod traffic with Kubernetes network policies".

    Background:
      Given the manifests in "manifests/bare-and-owned.yaml"
      And deny-all ingress

    Scenario Outline: <CNI>: a bare pod under deny-all <is>
      Given a cluster that runs <CNI>
      Then partner → bare:80 <verdict>
      But partner → owned:80 fails at owned ingress

      Examples:
        | CNI         | is        | verdict               |
        | AWS VPC CNI | is open   | succeeds              |
        | Calico      | is closed | fails at bare ingress |

    Scenario: A bare client is not held back either
      Given a cluster that runs AWS VPC CNI
      When deny-all egress
      Then bare → partner:443 succeeds
      But owned → partner:443 fails at owned egress

    Scenario: Who does what
      Then partner → bare:80 depends on the CNI:
        | CNI                        | verdict               |
        | AWS VPC CNI                | succeeds              |
        | AWS VPC CNI in strict mode | succeeds              |
        | Flannel                    | succeeds              |
        | kindnet before kind v0.24  | succeeds              |
        | any other                  | fails at bare ingress |

  Rule: The whole answer, for a flow that deny-all blocks

    Scenario: Who does what
      Given deny-all
      Then frontend → backend:8080 depends on the CNI:
        | CNI                                    | verdict                       |
        | Flannel                                | succeeds                      |
        | kindnet before kind v0.24              | succeeds                      |
        | kube-router                            | fails with connection refused |
        | kube-router with --netpol-default-deny | fails with connection refused |
        | any other                              | fails with a timeout          |
