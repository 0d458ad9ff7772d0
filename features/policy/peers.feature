Feature: Peers: whom a rule means
  A pod selector alone means pods of the policy's own namespace, a namespace selector alone all pods of the namespaces
  it matches, and the two in one peer pods that satisfy both. Selectors mean pods: no node and no outside address.
  Sources: NetworkPolicyPeer; kubernetes.io, Network Policies, "Behavior of to and from selectors" and "Targeting a
  Namespace by its name".

  Replies do not matter here, so the model is stateful.

  Background:
    Given the stateful model
    And the namespace shop
    And the namespaces:
      | namespace  | labels             |
      | shop       | team=web,env=prod  |
      | payments   | team=bank,env=prod |
      | monitoring | team=ops           |
    And the nodes:
      | node     | labels       |
      | worker-1 |              |
      | worker-2 | app=frontend |
    And the pods:
      | pod                   | labels         | ports | node     |
      | backend               | app=backend    | 8080  | worker-1 |
      | frontend              | app=frontend   | 8080  | worker-2 |
      | cart                  | app=cart       | 8080  | worker-2 |
      | payments/frontend     | app=frontend   | 8080  | worker-2 |
      | payments/ledger       | app=ledger     | 8080  | worker-2 |
      | monitoring/prometheus | app=prometheus | 8080  | worker-2 |

  Scenario: A pod selector means pods of the policy's own namespace
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ podSelector: { matchLabels: { app: frontend } } }]
      """
    Then shop/frontend → backend:8080 succeeds
    But payments/frontend → backend:8080 fails at backend ingress
    And cart → backend:8080 fails at backend ingress

  Scenario: A pod selector means pods of the policy's own namespace in egress rules as well
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Egress]
        egress:
          - to: [{ podSelector: { matchLabels: { app: frontend } } }]
      """
    Then backend → shop/frontend:8080 succeeds
    But backend → payments/frontend:8080 fails at backend egress

  Scenario: An empty pod selector means every pod of the policy's own namespace
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ podSelector: {} }]
      """
    Then shop/frontend → backend:8080 succeeds
    And cart → backend:8080 succeeds
    But payments/ledger → backend:8080 fails at backend ingress

  Scenario: A namespace selector means every pod of the namespaces it matches
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ namespaceSelector: { matchLabels: { team: bank } } }]
      """
    Then payments/frontend → backend:8080 succeeds
    And payments/ledger → backend:8080 succeeds
    But monitoring/prometheus → backend:8080 fails at backend ingress

  Scenario: A namespace selector includes the policy's own namespace where that matches too
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ namespaceSelector: { matchLabels: { env: prod } } }]
      """
    Then shop/frontend → backend:8080 succeeds
    And payments/ledger → backend:8080 succeeds

  Scenario: A namespace selector shuts out the policy's own namespace where that does not match
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ namespaceSelector: { matchLabels: { team: ops } } }]
      """
    Then monitoring/prometheus → backend:8080 succeeds
    But cart → backend:8080 fails at backend ingress

  Scenario: An empty namespace selector means every pod of every namespace
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ namespaceSelector: {} }]
      """
    Then cart → backend:8080 succeeds
    And payments/ledger → backend:8080 succeeds
    And monitoring/prometheus → backend:8080 succeeds

  Scenario: Both selectors in one peer must match
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { team: bank } }
                podSelector: { matchLabels: { app: frontend } }
      """
    Then payments/frontend → backend:8080 succeeds
    But shop/frontend → backend:8080 fails at backend ingress
    And payments/ledger → backend:8080 fails at backend ingress

  Scenario: One more dash makes two peers, and either will do
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { team: bank } }
              - podSelector: { matchLabels: { app: frontend } }
      """
    Then payments/ledger → backend:8080 succeeds
    And shop/frontend → backend:8080 succeeds
    But cart → backend:8080 fails at backend ingress

  Scenario Outline: A namespace selector with an empty pod selector beside it means every pod of <namespaces>
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ namespaceSelector: <selector>, podSelector: {} }]
      """
    Then payments/ledger → backend:8080 succeeds
    And monitoring/prometheus → backend:8080 <prometheus>
    And cart → backend:8080 <cart>

    Examples:
      | namespaces          | selector                       | prometheus               | cart                     |
      | every namespace     | {}                             | succeeds                 | succeeds                 |
      | matching namespaces | { matchLabels: { team: bank }} | fails at backend ingress | fails at backend ingress |

  Scenario: A selector that is null counts as missing
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ podSelector: { matchLabels: { app: frontend } }, namespaceSelector: null }]
          - from: [{ podSelector: null, namespaceSelector: { matchLabels: { team: ops } } }]
      """
    Then shop/frontend → backend:8080 succeeds
    And monitoring/prometheus → backend:8080 succeeds
    But payments/frontend → backend:8080 fails at backend ingress

  Scenario Outline: The widest selectors, <peer>, let no outside address in
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [<peer>]
      """
    Then cart → backend:8080 succeeds
    But the Internet → backend:8080 fails at backend ingress
    And 10.9.9.9 → backend:8080 fails at backend ingress

    Examples:
      | peer                                       |
      | { podSelector: {} }                        |
      | { namespaceSelector: {} }                  |
      | { namespaceSelector: {}, podSelector: {} } |

  Scenario Outline: The widest selectors, <peer>, lead to no outside address
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Egress]
        egress:
          - to: [<peer>]
      """
    Then backend → cart:8080 succeeds
    But backend → the Internet:443 fails at backend egress
    And backend → 10.9.9.9:443 fails at backend egress

    Examples:
      | peer                                       |
      | { podSelector: {} }                        |
      | { namespaceSelector: {} }                  |
      | { namespaceSelector: {}, podSelector: {} } |

  Scenario: Selectors match no node, though a node may bear the same label
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Ingress, Egress]
        ingress:
          - from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: frontend } } }]
        egress:
          - to: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: frontend } } }]
      """
    Then shop/frontend → backend:8080 succeeds
    But node/worker-2 → backend:8080 fails at backend ingress
    And backend → node/worker-2:10250 fails at backend egress

  Scenario: A namespace is picked by its name through the label that the control plane sets
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }]
      """
    Then monitoring/prometheus → backend:8080 succeeds
    But payments/ledger → backend:8080 fails at backend ingress

  Scenario: A namespace is not picked by a label "name" that nobody set
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ namespaceSelector: { matchLabels: { name: monitoring } } }]
      """
    Then monitoring/prometheus → backend:8080 fails at backend ingress
