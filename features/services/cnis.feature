Feature: The same Service under every plugin
  Whether addresses are rewritten before or after policy looks at them is "not defined" upstream. So plugins differ: most see
  the pod and its port; AWS VPC CNI judges at the pod's interface, where the Service's address still stands, and finds the
  Service among the rules by way of its pods and its targetPort.
  Sources: kubernetes.io, Network Policies, "Behavior of to and from selectors";
  aws/amazon-network-policy-controller-k8s pkg/resolvers/endpoints.go, pkg/k8s/service_utils.go; projectcalico/calico
  felix/rules/static.go; cloudnativelabs/kube-router pkg/controllers/netpol.

  Background:
    Given the nodes:
      | node     | ip        |
      | worker-1 | 10.0.0.11 |
      | worker-2 | 10.0.0.12 |
    And the pods:
      | pod      | ports    | ip         | node     |
      | frontend |          | 10.244.1.7 | worker-1 |
      | backend  | web=8080 | 10.244.2.9 | worker-2 |
    And the services:
      | service | ports     | cluster ip |
      | backend | 80 → 8080 | 10.96.0.20 |

  Rule: Which port an egress rule must name

    Scenario Outline: <CNI>: a rule on the pod's port, by number or name
      Given a cluster that runs <CNI>
      And deny-all egress
      When frontend allows egress to backend on port 8080
      Then frontend → service/backend:80 succeeds
      When all policies are deleted
      And deny-all egress
      And frontend allows egress to backend on port web
      Then frontend → service/backend:80 succeeds

      Examples:
        | CNI            |
        | AWS VPC CNI    |
        | Calico         |
        | Calico eBPF    |
        | Cilium         |
        | Antrea         |
        | kube-router    |
        | OVN-Kubernetes |

    Scenario: A rule on the Service's port: nowhere, not even where the address of the Service is judged
      Given deny-all egress
      And frontend allows egress to backend on port 80
      Then frontend → service/backend:80 depends on the CNI:
        | CNI                       | verdict                  |
        | Flannel                   | succeeds                 |
        | kindnet before kind v0.24 | succeeds                 |
        | any other                 | fails at frontend egress |

  Rule: AWS VPC CNI: judged first, translated then

    Background:
      Given a cluster that runs AWS VPC CNI

    Scenario Outline: frontend may send to <peer> on port <port>
      Given deny-all egress
      And frontend allows egress to <peer> on port <port>
      Then frontend → service/backend:80 <verdict>

      Examples: A rule for pods finds the Service by its targetPort
        | peer    | port | verdict                  |
        | backend | 8080 | succeeds                 |
        | backend | 80   | fails at frontend egress |

      Examples: A rule for addresses names the Service's own, and its port
        | peer          | port | verdict                  |
        | 10.96.0.20/32 | 80   | succeeds                 |
        | 10.96.0.0/12  | 80   | succeeds                 |
        | 10.96.0.20/32 | 8080 | fails at frontend egress |
        | 10.244.2.9/32 | 8080 | fails at frontend egress |

    Scenario: Its ingress side sees what all others see
      Given deny-all ingress
      When backend allows ingress from frontend on port 80
      Then frontend → service/backend:80 fails at backend ingress
      When backend allows ingress from frontend on port 8080
      Then frontend → service/backend:80 succeeds

    Scenario: Manifests that name the address of the pods for everybody else must name that of the Service here
      Given deny-all egress
      When frontend allows egress to 10.244.0.0/16
      Then frontend → backend:8080 succeeds
      But frontend → service/backend:80 fails at frontend egress
      When frontend allows egress to 10.96.0.0/12
      Then frontend → service/backend:80 succeeds

  Rule: One table for one Service

    Scenario: The address block of all Services
      Given deny-all egress
      And frontend allows egress to 10.96.0.0/12
      Then frontend → service/backend:80 depends on the CNI:
        | CNI                        | verdict                       |
        | AWS VPC CNI                | succeeds                      |
        | AWS VPC CNI in strict mode | succeeds                      |
        | Flannel                    | succeeds                      |
        | kindnet before kind v0.24  | succeeds                      |
        | kube-router                | fails with connection refused |
        | any other                  | fails at frontend egress      |

    Scenario: The address block of all pods
      Cilium and its kin know pods by their identity: no address block matches one.

      Given deny-all egress
      And frontend allows egress to 10.244.0.0/16
      Then frontend → service/backend:80 depends on the CNI:
        | CNI                        | verdict                  |
        | AWS VPC CNI                | fails at frontend egress |
        | AWS VPC CNI in strict mode | fails at frontend egress |
        | Cilium                     | fails at frontend egress |
        | Cilium before 1.16         | fails at frontend egress |
        | GKE Dataplane V2           | fails at frontend egress |
        | any other                  | succeeds                 |

  Rule: Where a Service has nobody behind it, or nobody but its client

    Scenario: Calico asks policy before kube-proxy refuses
      When pod backend is not ready
      And deny-all egress
      Then frontend → service/backend:80 depends on the CNI:
        | CNI         | verdict                  |
        | Calico      | fails at frontend egress |
        | kube-router | is refused               |
        | Antrea      | is refused               |

    Scenario: On AWS what a Service leads back comes from the node, which ingress policy always lets in
      When deny-all
      And backend allows egress to backend on port 8080
      Then backend → service/backend:80 depends on the CNI:
        | CNI         | verdict                  |
        | Calico      | fails at backend ingress |
        | AWS VPC CNI | succeeds                 |
