@model:stateful
Feature: Only exposed apps, and only by the Ingress
  The task as examinations set it: in namespace apps nothing may be reached; pods labelled exposed=true may be, by the
  ingress controller alone, which runs in namespace ingress-nginx. One policy denies, one allows.
  Source: kubernetes.io, Network Policies, "Behavior of to and from selectors".

  Background:
    Given the manifests in "manifests/exposed-apps.yaml"
    And the namespace apps
    And deny-all ingress

  Scenario: Deny-all, and no more
    Then the Internet → https://apps.example.com/orders fails at orders ingress
    And the Internet → https://apps.example.com/ledger fails at ledger ingress

  Scenario: The task is done
    When the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: exposed
        namespace: apps
      spec:
        podSelector:
          matchLabels:
            exposed: "true"
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector:
                  matchLabels:
                    kubernetes.io/metadata.name: ingress-nginx
      """
    Then the Internet → https://apps.example.com/orders succeeds
    And the Internet → https://apps.example.com/orders is allowed by exposed
    But the Internet → https://apps.example.com/ledger fails at ledger ingress
    And ledger → orders:8080 fails at orders ingress
    And visitors/browser → orders:8080 fails at orders ingress
    And the Internet → orders:8080 fails at orders ingress

  Scenario: An app is exposed by its label, with no change of policy
    Given pods labelled exposed=true allows ingress from namespace ingress-nginx
    Then the Internet → https://apps.example.com/ledger fails at ledger ingress
    When pod ledger is labelled exposed=true
    Then the Internet → https://apps.example.com/ledger succeeds

  Scenario: A podSelector for the controller, without its namespace, looks in namespace apps
    When the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: exposed
        namespace: apps
      spec:
        podSelector: { matchLabels: { exposed: "true" } }
        ingress:
          - from: [{ podSelector: { matchLabels: { app.kubernetes.io/name: ingress-nginx } } }]
      """
    Then the Internet → https://apps.example.com/orders fails at orders ingress

  Scenario: An empty from admits the controller, and everybody else
    When the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: exposed
        namespace: apps
      spec:
        podSelector: { matchLabels: { exposed: "true" } }
        ingress:
          - from: []
      """
    Then the Internet → https://apps.example.com/orders succeeds
    But visitors/browser → orders:8080 succeeds
    And the Internet → orders:8080 succeeds

  Scenario: The policy stands in the wrong namespace
    When the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: exposed
        namespace: ingress-nginx
      spec:
        podSelector: { matchLabels: { exposed: "true" } }
        ingress:
          - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }]
      """
    Then the Internet → https://apps.example.com/orders fails at orders ingress
