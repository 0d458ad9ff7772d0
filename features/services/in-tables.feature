@model:stateful
Feature: Services in tables: what the pods reach, and what their clients reach
  A column may be a Service or a name, beside the pod itself. Both columns are worth having: where they differ, the Service
  is at fault, and where they agree, the policy is.

  Background:
    Given the pods:
      | pod      | ports |
      | frontend | 80    |
      | backend  | 8080  |
      | database | 5432  |
    And the services:
      | service  | ports     |
      | frontend | 80        |
      | backend  | 80 → 8080 |
      | database | 80 → 5433 |
    And deny-all ingress
    And frontend allows ingress from anyone on port 80
    And backend allows ingress from frontend on port 8080
    And database allows ingress from backend on port 5432

  Scenario: On the Services' port; nobody reaches the pods there but the one that listens on 80
    Then the reachability on port 80 is:
      |          | service/frontend | service/backend | service/database | frontend | backend | database |
      | frontend | #                | .               | X                | #        | X       | X        |
      | backend  | .                | #               | X                | .        | #       | X        |
      | database | .                | X               | #                | .        | X       | #        |

  Scenario: Without policies the wrong targetPort shows itself: refused, by whomever
    When all policies are deleted
    Then the reachability on port 80 is:
      |          | service/frontend | service/backend | service/database | frontend | backend | database |
      | frontend | #                | .               | R                | #        | R       | R        |
      | backend  | .                | #               | R                | .        | #       | R        |

  Scenario: By name, where some are wrong: N is no such name
    Given kube-dns
    Then the reachability on port 80 is:
      |          | backend.default.svc.cluster.local | backend.shop.svc.cluster.local |
      | frontend | .                                 | N                              |
      | database | X                                 | N                              |

  Scenario: Three flows and no other, listed as the clients dial them
    Given the services:
      | service  | ports     |
      | frontend | 80        |
      | backend  | 80 → 8080 |
      | database | 5432      |
    Then only these flows succeed:
      | backend → service/frontend:80   |
      | database → service/frontend:80  |
      | frontend → service/backend:80   |
      | backend → service/database:5432 |
