Feature: Isolation: whom a policy restricts, and in which direction
  A pod is restricted in a direction only while some policy of its own namespace selects it and names that
  direction. Policies add up, in any order, and a connection needs the consent of both its ends.
  Sources: NetworkPolicySpec.podSelector; kubernetes.io, Network Policies, "The two sorts of pod isolation".

  Who may open a connection is all that matters here, so the model is stateful: replies pass.

  Background:
    Given the stateful model
    And the namespace shop
    And the pods:
      | pod                   | labels         | ports |
      | frontend              | app=frontend   | 8080  |
      | backend               | app=backend    | 8080  |
      | monitoring/prometheus | app=prometheus | 9090  |
      | payments/backend      | app=backend    | 8080  |

  Scenario: A pod that no policy selects is open in both directions
    Given deny-all in namespace payments
    Then the Internet → frontend:8080 succeeds
    And monitoring/prometheus → frontend:8080 succeeds
    And frontend → monitoring/prometheus:9090 succeeds
    And frontend → the Internet:443 succeeds

  Scenario: A policy acts on pods of its own namespace alone, whatever the labels of others
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: shop, name: close-backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Ingress, Egress]
      """
    Then monitoring/prometheus → shop/backend:8080 is blocked by close-backend
    But monitoring/prometheus → payments/backend:8080 succeeds
    And payments/backend → monitoring/prometheus:9090 succeeds

  Scenario: A policy leaves the pods alone that its selector does not match
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: close-backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Ingress, Egress]
      """
    Then monitoring/prometheus → frontend:8080 succeeds
    And frontend → monitoring/prometheus:9090 succeeds

  Scenario Outline: A pod selector that is <written> selects every pod of the namespace and no other
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: shop, name: close-all }
      spec: { <selector> policyTypes: [Ingress] }
      """
    Then monitoring/prometheus → frontend:8080 fails at frontend ingress
    And monitoring/prometheus → shop/backend:8080 fails at shop/backend ingress
    But monitoring/prometheus → payments/backend:8080 succeeds

    Examples:
      | written | selector           |
      | empty   | podSelector: {},   |
      | null    | podSelector: null, |
      | missing |                    |

  Scenario: Isolation for ingress leaves egress open
    Given deny-all ingress
    Then monitoring/prometheus → backend:8080 fails at backend ingress
    But backend → monitoring/prometheus:9090 succeeds
    And backend → the Internet:443 succeeds

  Scenario: Isolation for egress leaves ingress open
    Given deny-all egress
    Then backend → monitoring/prometheus:9090 fails at backend egress
    But monitoring/prometheus → backend:8080 succeeds
    And the Internet → backend:8080 succeeds

  Scenario: The consent of the sender alone is not enough
    Given deny-all
    When frontend allows egress to backend on port 8080
    Then frontend → backend:8080 fails at backend ingress

  Scenario: The consent of the receiver alone is not enough
    Given deny-all
    When backend allows ingress from frontend on port 8080
    Then frontend → backend:8080 fails at frontend egress

  Scenario: A connection needs the egress of its sender and the ingress of its receiver, and no more
    Given deny-all
    When frontend allows egress to backend on port 8080
    And backend allows ingress from frontend on port 8080
    Then frontend → backend:8080 succeeds
    But backend → frontend:8080 fails at backend egress

  Scenario: An end that is not isolated consents without being asked
    Given deny-all ingress
    When backend allows ingress from frontend and monitoring/prometheus
    Then frontend → backend:8080 succeeds
    And monitoring/prometheus → backend:8080 succeeds
    But payments/backend → shop/backend:8080 fails at shop/backend ingress

  Scenario: What several policies allow adds up
    Given backend allows ingress from frontend
    And backend allows ingress from monitoring/prometheus
    Then frontend → backend:8080 is allowed by allow-backend-ingress-from-frontend
    And monitoring/prometheus → backend:8080 is allowed by allow-backend-ingress-from-monitoring.prometheus
    But the Internet → backend:8080 fails at backend ingress

  Scenario: A policy that comes later and allows nothing takes nothing away
    Given backend allows ingress from frontend
    When deny-all ingress
    Then frontend → backend:8080 is allowed by allow-backend-ingress-from-frontend

  Scenario: A policy that comes later may open what an earlier one left closed
    Given deny-all ingress
    And frontend → backend:8080 is blocked by deny-all-ingress
    When backend allows ingress from frontend
    Then frontend → backend:8080 succeeds

  Scenario: A policy that allows everything makes the narrow ones beside it moot
    Given backend allows ingress from frontend
    And backend allows egress to frontend
    When the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: allow-all }
      spec:
        podSelector: {}
        policyTypes: [Ingress, Egress]
        ingress: [{}]
        egress: [{}]
      """
    Then monitoring/prometheus → backend:8080 is allowed by allow-all
    And backend → monitoring/prometheus:9090 is allowed by allow-all

  Scenario: Deleting the last policy that selects a pod ends its isolation
    Given deny-all
    And monitoring/prometheus → backend:8080 is blocked by deny-all
    When policy deny-all is deleted
    Then monitoring/prometheus → backend:8080 succeeds
    And backend → monitoring/prometheus:9090 succeeds

  Scenario: A pod stays isolated as long as one policy still selects it
    Given deny-all ingress
    And backend allows ingress from frontend
    When policy deny-all-ingress is deleted
    Then frontend → backend:8080 succeeds
    But monitoring/prometheus → backend:8080 fails at backend ingress

  Scenario: A pod is isolated while its labels match, with no change of policy
    Given pods labelled app=backend allows ingress from frontend
    And monitoring/prometheus → backend:8080 fails at backend ingress
    When pod backend is labelled app=cart
    Then monitoring/prometheus → backend:8080 succeeds
    When pod backend is labelled app=backend
    Then monitoring/prometheus → backend:8080 fails at backend ingress

  Scenario: A peer is let in while its labels match, with no change of policy
    Given backend allows ingress from pods labelled role=client
    And frontend → backend:8080 fails at backend ingress
    When pod frontend is labelled role=client
    Then frontend → backend:8080 succeeds
    When pod frontend is labelled role-
    Then frontend → backend:8080 fails at backend ingress

  Scenario: A peer is let in while the labels of its namespace match, with no change of policy
    Given backend allows ingress from namespaces labelled team=ops
    And monitoring/prometheus → backend:8080 fails at backend ingress
    When namespace monitoring is labelled team=ops
    Then monitoring/prometheus → backend:8080 succeeds
    When namespace monitoring is labelled team-
    Then monitoring/prometheus → backend:8080 fails at backend ingress
