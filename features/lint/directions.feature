Feature: Directions that were not named
  policyTypes says for which directions a policy isolates. Left out, it is worked out from the rules, and not always as it looks.

  Background:
    Given the stateful model
    And the pods:
      | pod | ports |
      | web | 8080  |
      | api | 8080  |

  Scenario: Rules of a direction that policyTypes leaves out
    Given the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web }
      spec:
        podSelector: { matchLabels: { app: web } }
        policyTypes: [Ingress]
        ingress: [{ from: [{ podSelector: { matchLabels: { app: api } } }] }]
        egress: [{ to: [{ podSelector: { matchLabels: { app: api } } }] }]
      """
    Then lint finds dead-rule in egress rule 1 of policy web
    But lint finds no dead-rule in ingress rule 1 of policy web

  Scenario Outline: No policyTypes, and more or less is isolated than it looks: <name>
    Given the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: <name> }
      spec: { podSelector: {}, <rules> }
      """
    Then lint finds policy-types-missing in policy <name>

    Examples:
      | name           | rules                                 |
      | allow-https    | egress: [{ ports: [{ port: 443 }] }]  |
      | closed         | egress: []                            |
      | deny-all       |                                       |
      | default-deny   |                                       |
      | block-egress   | ingress: []                           |

  Scenario Outline: What is as it looks: <name>
    Given the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: <name> }
      spec: { podSelector: {}, <rules> }
      """
    Then lint finds no policy-types-missing

    Examples:
      | name                 | rules                                                       |
      | allow-web            | ingress: [{ ports: [{ port: 8080 }] }]                      |
      | default-deny-ingress | ingress: []                                                 |
      | web-deny-all         | ingress: []                                                 |
      | both-ways            | ingress: [{}], egress: [{ ports: [{ port: 443 }] }]         |
      | deny-all             | policyTypes: [Ingress, Egress]                              |
      | allow-https          | policyTypes: [Egress], egress: [{ ports: [{ port: 443 }] }] |
