Feature: What could be left out
  Policies only ever add. A rule that another one holds within itself, and a policy of which others give everything, can go.

  Background:
    Given the stateful model
    And the pods:
      | pod | labels            | ports |
      | web | app=web,tier=near | 8080  |
      | api | app=api,tier=far  | 8080  |
      | db  | app=db,tier=far   | 5432  |
    And deny-all ingress

  Scenario: A rule within another one
    Given the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: db }
      spec:
        podSelector: { matchLabels: { app: db } }
        ingress:
        - from: [{ podSelector: { matchLabels: { app: api } } }]
          ports: [{ port: 5432 }]
        - from: [{ podSelector: { matchLabels: { app: api } } }, { podSelector: { matchLabels: { app: web } } }]
          ports: [{ port: 5000, endPort: 5999 }]
      """
    Then lint finds shadowed-rule in ingress rule 1 of policy db
    But lint finds no shadowed-rule in ingress rule 2 of policy db

  Scenario: Rules that overlap
    Given the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: db }
      spec:
        podSelector: { matchLabels: { app: db } }
        ingress:
        - from: [{ podSelector: { matchLabels: { app: api } } }]
          ports: [{ port: 5432 }, { port: 9187 }]
        - from: [{ podSelector: { matchLabels: { app: api } } }, { podSelector: { matchLabels: { app: web } } }]
          ports: [{ port: 5432 }]
      """
    Then lint finds no shadowed-rule
    And lint finds no redundant-rule

  Scenario: A rule within another one, in other words
    Given the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: far }
      spec:
        podSelector: { matchLabels: { tier: far } }
        ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [web, api] }] } }] }]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: db }
      spec:
        podSelector: { matchLabels: { app: db, tier: far } }
        ingress:
        - from: [{ podSelector: { matchLabels: { app: web } } }]
          ports: [{ port: 5432 }]
        - from: [{ podSelector: { matchLabels: { tier: near } } }]
        - from: [{ podSelector: {} }]
      """
    Then lint finds shadowed-rule in ingress rule 1 of policy db
    And lint finds shadowed-rule in ingress rule 2 of policy db
    But lint finds no shadowed-rule in ingress rule 3 of policy db
    And lint finds no shadowed-rule in ingress rule 1 of policy far

  Scenario: A policy of which others give everything
    Given db allows ingress from api, web on port 5432
    And the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: again }
      spec:
        podSelector: { matchLabels: { app: db } }
        ingress:
        - from: [{ podSelector: { matchLabels: { tier: near } } }]
          ports: [{ port: 5432 }]
      """
    Then lint finds redundant-policy in policy again
    And policy again changes nothing
    When db allows ingress from pods labelled tier=middle on port 5432
    And policy allow-db-ingress-from-api-web-on-5432 is deleted
    Then lint finds no redundant-policy in policy again

  Scenario: A rule of which others give everything
    Given the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: db }
      spec:
        podSelector: { matchLabels: { app: db } }
        ingress:
        - from: [{ podSelector: { matchLabels: { app: web } } }, { podSelector: { matchLabels: { app: api } } }]
          ports: [{ port: 5432 }]
        - from: [{ podSelector: { matchLabels: { tier: near } } }]
          ports: [{ port: 5432 }]
      """
    Then lint finds redundant-rule in ingress rule 2 of policy db
    And ingress rule 2 of policy db changes nothing
    When pod web is labelled app=shop
    Then lint finds no redundant-rule

  Scenario: A deny-all is there for pods to come
    Given web allows ingress
    And api allows ingress
    And db allows ingress
    Then policy deny-all-ingress changes nothing
    But lint finds no redundant-policy
