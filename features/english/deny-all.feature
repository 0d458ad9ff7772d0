Feature: deny-all
  A policy that selects every pod of a namespace and allows nothing. It is called deny-all, deny-all-ingress or
  deny-all-egress, and belongs to the scenario's namespace unless the sentence names another.

  Background:
    Given the stateful model
    And the pods:
      | pod            | ports |
      | shop/frontend  | 80    |
      | shop/backend   | 8080  |
      | bank/ledger    | 5432  |

  Scenario: It closes both directions of the scenario's namespace
    Given the namespace shop
    And deny-all
    Then frontend → backend:8080 fails at frontend egress
    And bank/ledger → frontend:80 fails at frontend ingress
    But bank/ledger → the Internet:443 succeeds

  Scenario: Ingress alone
    Given deny-all ingress in namespace shop
    Then shop/frontend → shop/backend:8080 fails at shop/backend ingress
    But shop/frontend → bank/ledger:5432 succeeds

  Scenario: Egress alone
    Given the namespace shop
    And deny-all egress
    Then frontend → bank/ledger:5432 fails at frontend egress
    But bank/ledger → frontend:80 succeeds

  Scenario: Another namespace
    Given deny-all in namespace bank
    Then shop/frontend → bank/ledger:5432 fails at bank/ledger ingress
    But shop/frontend → shop/backend:8080 succeeds

  Scenario: It is an ordinary policy, which can be deleted
    Given deny-all in namespace shop
    When policy shop/deny-all is deleted
    Then shop/frontend → shop/backend:8080 succeeds

  Scenario: The only namespace with pods is the scenario's
    Given the pods:
      | pod           | ports |
      | shop/frontend | 80    |
      | shop/backend  | 8080  |
    And deny-all
    Then frontend → backend:8080 is blocked by deny-all
