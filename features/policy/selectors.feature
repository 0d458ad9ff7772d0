Feature: Selectors: which labels match
  All parts of a selector must match. In asks for the key and one of the values; NotIn is content when the key is
  missing; Exists and DoesNotExist look at the key alone. A value may be empty, which is not the same as no label.
  Source: meta/v1 LabelSelector and LabelSelectorRequirement.

  Replies do not matter here, so the model is stateful.

  Background:
    Given the stateful model
    And the namespace shop
    And the namespaces:
      | namespace | labels    |
      | shop      |           |
      | payments  | team=bank |
      | lab       | team=     |
    And the pods:
      | pod             | labels              | ports |
      | backend         | app=backend         | 8080  |
      | frontend        | tier=web,app=shop   | 8080  |
      | canary          | tier=web,app=canary | 8080  |
      | cart            | tier=api,app=shop   | 8080  |
      | blank           | tier=               | 8080  |
      | bare            | zone=a              | 8080  |
      | payments/ledger | app=ledger          | 8080  |
      | lab/probe       | app=probe           | 8080  |

  Scenario Outline: A peer with { <expression> } lets in those whose tier is <meaning>
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ podSelector: { matchExpressions: [{ key: tier, <expression> }] } }]
      """
    Then the reachability on port 8080/TCP is:
      |          | backend |
      | frontend | <web>   |
      | cart     | <api>   |
      | blank    | <empty> |
      | bare     | <none>  |

    Examples:
      | expression                          | meaning                     | web | api | empty | none |
      | operator: In, values: [web]         | web                         | .   | X   | X     | X    |
      | operator: In, values: [web, api]    | web or api                  | .   | .   | X     | X    |
      | operator: In, values: [""]          | there and empty             | X   | X   | .     | X    |
      | operator: NotIn, values: [web]      | missing or another than web | X   | .   | .     | .    |
      | operator: NotIn, values: [web, api] | missing or none of the two  | X   | X   | .     | .    |
      | operator: NotIn, values: [""]       | missing or not empty        | .   | .   | X     | .    |
      | operator: Exists                    | there, empty or not         | .   | .   | .     | X    |
      | operator: DoesNotExist              | missing                     | X   | X   | X     | .    |

  Scenario Outline: The pair { tier: <value> } is the same as In with that one value
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ podSelector: { matchLabels: { tier: <value> } } }]
      """
    Then the reachability on port 8080/TCP is:
      |          | backend |
      | frontend | <web>   |
      | cart     | <api>   |
      | blank    | <empty> |
      | bare     | <none>  |

    Examples:
      | value | web | api | empty | none |
      | web   | .   | X   | X     | X    |
      | ""    | X   | X   | .     | X    |

  Scenario: All pairs of a selector must match
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ podSelector: { matchLabels: { tier: web, app: shop } } }]
      """
    Then frontend → backend:8080 succeeds
    But canary → backend:8080 fails at backend ingress
    And cart → backend:8080 fails at backend ingress

  Scenario: All expressions of a selector must match
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from:
              - podSelector:
                  matchExpressions:
                    - { key: tier, operator: Exists }
                    - { key: app, operator: NotIn, values: [canary] }
      """
    Then frontend → backend:8080 succeeds
    And blank → backend:8080 succeeds
    But canary → backend:8080 fails at backend ingress
    And bare → backend:8080 fails at backend ingress

  Scenario: Pairs and expressions of a selector must all match
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from:
              - podSelector:
                  matchLabels: { app: shop }
                  matchExpressions: [{ key: tier, operator: NotIn, values: [api] }]
      """
    Then frontend → backend:8080 succeeds
    But cart → backend:8080 fails at backend ingress
    And bare → backend:8080 fails at backend ingress

  Scenario: Labels beyond those asked for do no harm
    Given backend allows ingress from pods labelled tier=web
    Then frontend → backend:8080 succeeds
    And canary → backend:8080 succeeds

  Scenario: The selector of a policy reads expressions in the same way
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: close-all-but-web }
      spec:
        podSelector: { matchExpressions: [{ key: tier, operator: NotIn, values: [web] }] }
        policyTypes: [Ingress]
      """
    Then backend → cart:8080 fails at cart ingress
    And backend → bare:8080 fails at bare ingress
    But backend → frontend:8080 succeeds

  Scenario Outline: A namespace selector with { <expression> } reads the labels of namespaces
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ namespaceSelector: { matchExpressions: [{ key: team, <expression> }] } }]
      """
    Then the reachability on port 8080/TCP is:
      |                 | backend    |
      | payments/ledger | <payments> |
      | lab/probe       | <lab>      |
      | cart            | <shop>     |

    Examples:
      | expression                      | payments | lab | shop |
      | operator: In, values: [bank]    | .        | X   | X    |
      | operator: In, values: [""]      | X        | .   | X    |
      | operator: NotIn, values: [bank] | X        | .   | .    |
      | operator: Exists                | .        | .   | X    |
      | operator: DoesNotExist          | X        | X   | .    |
