Feature: Two address families and three protocols
  A selector stands for pods, hence for all their addresses, and isolation covers both families. TCP, UDP and SCTP are
  judged alike and kept apart; a deny-all is promised for these three and leaves other protocols undefined.
  Sources: NetworkPolicyPort.protocol; kubernetes.io, Network Policies, "Network traffic filtering" and "SCTP support".

  Replies do not matter here, so the model is stateful.

  Background:
    Given the stateful model
    And the namespace shop
    And the pods:
      | pod                  | labels           | ip                        |
      | frontend             | app=frontend     | 10.244.1.10, fd00:244::10 |
      | backend              | app=backend      | 10.244.1.20, fd00:244::20 |
      | old-client           | role=client      | 10.244.1.30               |
      | new-client           | role=client      | fd00:244::30              |
      | kube-system/kube-dns | k8s-app=kube-dns | 10.244.2.53, fd00:244::53 |

  Scenario: Isolation for ingress covers both families
    Given deny-all ingress
    Then old-client → backend:8080 fails at backend ingress
    And new-client → backend:8080 fails at backend ingress
    And 2001:db8::9 → backend:8080 fails at backend ingress

  Scenario: Isolation for egress covers both families
    Given deny-all egress
    Then backend → old-client:8080 fails at backend egress
    And backend → new-client:8080 fails at backend egress
    And backend → [2001:db8::9]:443 fails at backend egress

  Scenario: A selector lets a pod in by each of its addresses
    Given backend allows ingress from frontend and pods labelled role=client
    Then frontend → backend:8080 succeeds
    And old-client → backend:8080 succeeds
    And new-client → backend:8080 succeeds

  Scenario: A selector leads to each address of a pod
    Given backend allows egress to frontend and pods labelled role=client
    Then backend → frontend:8080 succeeds
    And backend → old-client:8080 succeeds
    And backend → new-client:8080 succeeds

  Scenario: An address block lets a pod in by the address it holds and by no other
    Given backend allows ingress from 10.244.0.0/16
    Then old-client → backend:8080 succeeds
    But new-client → backend:8080 fails at backend ingress

  Scenario: A rule without peers is for both families
    Given backend allows ingress on port 8080
    Then 203.0.113.9 → backend:8080 succeeds
    And 2001:db8::9 → backend:8080 succeeds

  Scenario: Pods of a dual-stack cluster get an address of each family
    Given a dual-stack cluster
    And the pods:
      | pod     |
      | backend |
    When backend allows egress to 0.0.0.0/0
    Then backend → 203.0.113.9:443 succeeds
    But backend → [2001:db8::9]:443 fails at backend egress

  Scenario Outline: Deny-all holds for <protocol>
    Given deny-all
    Then frontend → backend:1-65535/<protocol> fails at frontend egress
    And the Internet → backend:1-65535/<protocol> fails at backend ingress

    Examples:
      | protocol |
      | TCP      |
      | UDP      |
      | SCTP     |

  Scenario Outline: A connection over <protocol> needs both ends' consent
    Given deny-all
    When frontend allows egress to backend on port <port>
    Then frontend → backend:<port> fails at backend ingress
    When backend allows ingress from frontend on port <port>
    Then frontend → backend:<port> succeeds

    Examples:
      | protocol | port       |
      | TCP      | 8080       |
      | UDP      | 53/UDP     |
      | SCTP     | 36412/SCTP |

  Scenario: A policy about SCTP alone isolates for TCP and UDP as well
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: signalling }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - ports: [{ protocol: SCTP, port: 36412 }]
      """
    Then frontend → backend:36412/SCTP succeeds
    But frontend → backend:8080 fails at backend ingress
    And frontend → backend:53/UDP fails at backend ingress

  Scenario: An SCTP port is not the TCP port of the same number
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: signalling }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - ports: [{ protocol: SCTP, port: 36412 }]
      """
    Then frontend → backend:36412 fails at backend ingress

  Scenario: Denying all egress shuts off name resolution too
    Given deny-all egress
    Then frontend → kube-system/kube-dns:53/UDP fails at frontend egress
    And frontend → kube-system/kube-dns:53/TCP fails at frontend egress

  Scenario: Name resolution has to be allowed beside the connection it serves
    Given frontend allows egress to backend on port 8080
    And frontend → kube-system/kube-dns:53/UDP fails at frontend egress
    When every pod allows egress to namespace kube-system on ports 53/UDP and 53/TCP
    Then frontend → kube-system/kube-dns:53/UDP succeeds
    And frontend → kube-system/kube-dns:53/TCP succeeds
