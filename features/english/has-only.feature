Feature: What a pod has, and what it lacks
  "backend has only ingress" isolates backend both ways and lets it receive. Everybody else of its namespace who is
  isolated already gets the other half of the same permission, so that whatever fails next fails for want of what
  backend was not given. Nobody becomes isolated by such a sentence.

  Background:
    Given the three-check model
    And the pods:
      | pod      | ports |
      | frontend | 80    |
      | backend  | 8080  |
      | batch    | 9000  |

  Scenario: Only ingress: requests arrive, replies are stopped
    Given deny-all
    When backend has only ingress
    Then frontend → backend fails at backend egress for the reply
    And batch → backend fails at backend egress for the reply
    And backend → frontend fails at backend egress for the request
    And under the stateful model, frontend → backend succeeds

  Scenario: Only egress: it may send, and upstream it hears the answer
    Given deny-all
    When backend has only egress
    Then frontend → backend fails at frontend egress
    And backend → frontend fails at frontend egress for the reply
    But under the stateful model, backend → frontend succeeds

  Scenario: Ingress and egress
    Given deny-all
    When backend has ingress and egress
    Then frontend → backend succeeds
    And backend → frontend succeeds
    But frontend → batch fails at frontend egress

  Scenario: Narrowed to a peer
    Given deny-all
    When backend has only ingress from frontend
    Then under the stateful model, frontend → backend succeeds
    But batch → backend fails at batch egress

  Scenario: Narrowed to a port
    Given deny-all
    When backend has only ingress on port 8080
    Then under the stateful model, frontend → backend:8080 succeeds
    But frontend → backend:22 fails at frontend egress

  Scenario: Narrowed to a peer and ports
    Given deny-all
    When backend has only ingress from frontend and batch on ports 8080 and 53/UDP
    Then under the stateful model, frontend → backend:8080 succeeds
    But frontend → backend:443 fails at frontend egress

  Scenario: Nobody else becomes isolated
    Given deny-all ingress
    When backend has only ingress
    Then frontend → the Internet:443 succeeds
    And frontend → batch fails at batch ingress

  Scenario: A pod that is isolated alone keeps the others open
    When backend has only ingress
    Then frontend → batch succeeds
    But frontend → backend fails at backend egress for the reply

  Scenario: What is said later of the same pod takes the place of what was said before
    Given deny-all
    And backend has ingress and egress
    When backend has only ingress
    Then frontend → backend fails at backend egress for the reply

  Scenario: Two sentences about two pods combine
    Given deny-all
    And frontend has ingress and egress
    When backend has only ingress
    Then frontend → backend fails at backend egress for the reply
    And batch → frontend succeeds

  Scenario: The sentences build ordinary policies, by name
    Given deny-all
    And backend has only ingress
    When policy backend-only-ingress is deleted
    Then frontend → backend fails at backend ingress
    And policy frontend-egress-to-backend is deleted
    And frontend → backend is blocked by deny-all

  Scenario: It works in the pod's own namespace
    Given the pods:
      | pod           | ports |
      | shop/frontend | 80    |
      | shop/backend  | 8080  |
      | bank/ledger   | 5432  |
    And deny-all in namespace shop
    And deny-all in namespace bank
    When shop/backend has only ingress
    Then under the stateful model, shop/frontend → shop/backend:8080 succeeds
    But bank/ledger → shop/backend:8080 fails at bank/ledger egress

  Scenario: A peer of another namespace gets its half where it lives
    Given the pods:
      | pod           | ports |
      | shop/backend  | 8080  |
      | bank/ledger   | 5432  |
    And deny-all in namespace shop
    And deny-all in namespace bank
    When shop/backend has only ingress from bank/ledger
    Then under the stateful model, bank/ledger → shop/backend:8080 succeeds

  Scenario: Where labels overlap, exact selectors keep the halves apart
    Given the pods:
      | pod      | labels                 | ports |
      | frontend | app=frontend           | 80    |
      | shadow   | app=frontend,role=test | 80    |
      | backend  |                        | 8080  |
    And the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: isolate-untested
      spec:
        podSelector:
          matchExpressions:
            - { key: role, operator: DoesNotExist }
        policyTypes: [Ingress, Egress]
      """
    When backend has only ingress
    Then under the stateful model, frontend → backend succeeds
    And shadow → the Internet:443 succeeds
