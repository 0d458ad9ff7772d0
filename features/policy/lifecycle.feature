Feature: Lifecycle: pods that come and go, and policies that come and go
  Policy holds for all containers of a pod and for as long as the pod lives; a new connection meets the policies and
  labels of the moment. A finished pod is none, as its address may have gone to another.
  Sources: kubernetes.io, Network Policies, "Pod lifecycle", "NetworkPolicy's impact on existing connections" and
  "Prerequisites". About pods that terminate or have finished the documents are silent: settings choose.

  Replies do not matter here, so the model is stateful.

  Background:
    Given the stateful model
    And the namespace shop
    And the manifests in "manifests/lifecycle/running.yaml"

  Scenario: A policy covers ordinary containers and sidecars alike
    cart serves on 8080; its sidecar, an init container that keeps running, serves metrics on 9100.

    Given deny-all ingress
    Then frontend → cart:8080 fails at cart ingress
    And frontend → cart:9100 fails at cart ingress

  Scenario: A port name is found on a sidecar too
    Given cart allows ingress on port metrics
    Then frontend → cart:9100 succeeds
    But frontend → cart:8080 fails at cart ingress

  Scenario: A pod that appears after the policy is isolated from the start
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: close-all }
      spec:
        podSelector: {}
        policyTypes: [Ingress, Egress]
      """
    When the manifests in "manifests/lifecycle/late-comer.yaml"
    Then cart → late-comer:8080 is blocked by close-all
    And the Internet → late-comer:8080 fails at late-comer ingress
    And late-comer → the Internet:443 fails at late-comer egress

  Scenario: A pod that appears after the policy is let in by its labels
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: cart }
      spec:
        podSelector: { matchLabels: { app: cart } }
        ingress:
          - from: [{ podSelector: { matchLabels: { role: client } } }]
      """
    And frontend → cart:8080 fails at cart ingress
    When the manifests in "manifests/lifecycle/late-comer.yaml"
    Then late-comer → cart:8080 succeeds

  Scenario: A new connection meets the policies of the moment
    Given cart allows ingress from frontend on port 8080
    And frontend → cart:8080 succeeds
    When the policies are replaced by:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: cart }
      spec:
        podSelector: { matchLabels: { app: cart } }
        ingress:
          - ports: [{ port: 9100 }]
      """
    Then frontend → cart:8080 fails at cart ingress
    But frontend → cart:9100 succeeds

  Scenario: A new connection is free once all policies are gone
    Given deny-all
    And frontend → cart:8080 fails at frontend egress
    When all policies are deleted
    Then frontend → cart:8080 succeeds

  Scenario: A policy has no effect where nothing enforces it
    Given deny-all
    Then frontend → cart:8080 fails at frontend egress
    But under the unenforced model, frontend → cart:8080 succeeds
    And under the unenforced model, the Internet → cart:8080 succeeds

  Scenario: A terminating pod stays isolated until it is gone
    Given the manifests in "manifests/lifecycle/terminating.yaml"
    When deny-all
    Then the Internet → draining:8080 fails at draining ingress
    And draining → the Internet:443 fails at draining egress

  Scenario: A terminating pod is let in by its labels until it is gone
    Given the manifests in "manifests/lifecycle/terminating.yaml"
    When cart allows ingress from draining
    Then draining → cart:8080 succeeds
    But frontend → cart:8080 fails at cart ingress

  Scenario: Where the setting says so, the address of a terminating pod belongs to nobody
    Given the setting terminating-pods is ignored
    And the manifests in "manifests/lifecycle/terminating.yaml"
    When the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: cart }
      spec:
        podSelector: { matchLabels: { app: cart } }
        ingress:
          - from: [{ podSelector: { matchLabels: { app: draining } } }]
      """
    Then 10.244.9.8 → cart:8080 fails at cart ingress

  Scenario Outline: The address of a pod in phase <phase> belongs to nobody
    Given the manifests in "manifests/lifecycle/finished.yaml"
    When the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: cart }
      spec:
        podSelector: { matchLabels: { app: cart } }
        ingress:
          - from: [{ podSelector: { matchLabels: { app: migration } } }]
      """
    Then <address> → cart:8080 fails at cart ingress

    Examples:
      | phase     | address    |
      | Succeeded | 10.244.9.1 |
      | Failed    | 10.244.9.2 |

  Scenario: A pod that has the address of a finished one now is judged by its own labels
    Given the manifests in "manifests/lifecycle/finished.yaml"
    And the manifests in "manifests/lifecycle/successor.yaml"
    When pods labelled app=cart allows ingress from pods labelled app=migration
    Then successor → cart:8080 fails at cart ingress
    And 10.244.9.1 → cart:8080 fails at cart ingress

  Scenario Outline: Where the setting says so, a pod in phase <phase> is judged like any other
    Given the setting finished-pods is kept
    And the manifests in "manifests/lifecycle/finished.yaml"
    When pods labelled app=cart allows ingress from pods labelled app=migration
    Then <pod> → cart:8080 succeeds
    And <address> → cart:8080 succeeds
    But frontend → cart:8080 fails at cart ingress

    Examples:
      | phase     | pod         | address    |
      | Succeeded | migration-1 | 10.244.9.1 |
      | Failed    | migration-2 | 10.244.9.2 |
