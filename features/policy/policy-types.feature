Feature: Policy types: the directions that a policy isolates
  policyTypes names them. A policy without it isolates for ingress, and for egress too when it has at least one
  egress rule: the rules are counted, so an empty list of them is none.
  Sources: NetworkPolicySpec.policyTypes; SetDefaults_NetworkPolicy in Kubernetes' networking/v1 defaults.

  Each policy here selects backend. Replies do not matter, so the model is stateful.

  Background:
    Given the stateful model
    And the pods:
      | pod      | ports |
      | frontend | 8080  |
      | backend  | 8080  |

  Scenario Outline: A policy <without types> that has no rules denies all ingress and leaves egress open
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        <policyTypes>
      """
    Then frontend → backend:8080 fails at backend ingress
    But backend → frontend:8080 succeeds

    Examples:
      | without types                     | policyTypes       |
      | without policyTypes               |                   |
      | with an empty list of policyTypes | policyTypes: []   |
      | with policyTypes null             | policyTypes: null |

  Scenario Outline: An egress rule makes a policy <without types> isolate for egress as well
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        <policyTypes>
        egress:
          - ports: [{ port: 5432 }]
      """
    Then backend → the Internet:5432 succeeds
    But backend → frontend:8080 fails at backend egress

    Examples:
      | without types                     | policyTypes     |
      | without policyTypes               |                 |
      | with an empty list of policyTypes | policyTypes: [] |

  Scenario Outline: <list> without policyTypes is no egress rule, so egress stays open
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        <list>
      """
    Then backend → frontend:8080 succeeds
    But frontend → backend:8080 fails at backend ingress

    Examples:
      | list         |
      | egress: []   |
      | egress: null |

  Scenario: Ingress rules without policyTypes isolate for ingress alone
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - ports: [{ port: 8080 }]
      """
    Then frontend → backend:8080 succeeds
    And backend → frontend:8080 succeeds
    But frontend → backend:9090 fails at backend ingress

  Scenario: Egress rules alone, without policyTypes, deny all ingress on the side
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        egress: [{}]
      """
    Then backend → frontend:8080 succeeds
    But frontend → backend:8080 fails at backend ingress

  Scenario: A policy that names Egress alone leaves ingress open
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Egress]
        egress:
          - ports: [{ port: 5432 }]
      """
    Then frontend → backend:8080 succeeds
    But backend → frontend:8080 fails at backend egress

  Scenario: Denying all egress takes the word Egress
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Egress]
      """
    Then backend → frontend:8080 fails at backend egress
    And backend → the Internet:443 fails at backend egress

  Scenario: Egress rules restrict nothing where the policy names Ingress alone
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Ingress]
        egress:
          - ports: [{ port: 5432 }]
      """
    Then backend → frontend:8080 succeeds

  Scenario: Ingress rules restrict nothing where the policy names Egress alone
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Egress]
        ingress:
          - ports: [{ port: 9090 }]
      """
    Then frontend → backend:8080 succeeds

  Scenario: Egress rules allow nothing where the policy names Ingress alone
    Given deny-all
    When the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Ingress]
        egress: [{}]
      """
    Then backend → the Internet:443 is blocked by deny-all

  Scenario: Ingress rules allow nothing where the policy names Egress alone
    Given deny-all
    When the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Egress]
        ingress: [{}]
      """
    Then the Internet → backend:8080 is blocked by deny-all

  Scenario Outline: The order of policyTypes carries no meaning: [<types>]
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [<types>]
      """
    Then frontend → backend:8080 fails at backend ingress
    And backend → frontend:8080 fails at backend egress

    Examples:
      | types           |
      | Ingress, Egress |
      | Egress, Ingress |

  Scenario Outline: Saying a policy type twice is saying it once: [<types>]
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [<types>]
      """
    Then frontend → backend:8080 <inbound>
    And backend → frontend:8080 <outbound>

    Examples:
      | types            | inbound                  | outbound                |
      | Ingress, Ingress | fails at backend ingress | succeeds                |
      | Egress, Egress   | succeeds                 | fails at backend egress |

  Scenario: Egress rules that are patched in later stay dead, as the default Ingress was stored
    The API server wrote policyTypes into the object when it was created without them. A patch that brings
    egress rules and nothing else finds [Ingress] there.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
      """
    When the policies are replaced by:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Ingress]
        egress:
          - ports: [{ port: 5432 }]
      """
    Then backend → frontend:8080 succeeds
    But frontend → backend:8080 fails at backend ingress
