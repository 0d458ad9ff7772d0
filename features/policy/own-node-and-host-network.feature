Feature: A pod itself, its node, and pods in the network of their node
  A pod always reaches itself, and its own node always reaches it. Other nodes are addresses like any other.
  Sources: NetworkPolicySpec.ingress; kubernetes.io, Network Policies, introduction, "NetworkPolicy and hostNetwork
  pods" and "What you can't do with network policies".

  What a pod sends to its own node, and what becomes of hostNetwork pods, differs from plugin to plugin: settings
  choose. Replies do not matter here, so the model is stateful.

  Background:
    Given the stateful model
    And the namespace shop
    And the nodes:
      | node     | ip       |
      | worker-1 | 10.0.0.1 |
      | worker-2 | 10.0.0.2 |
    And the manifests in "manifests/host-network/"

  Scenario: A pod reaches itself, whatever policy says
    Given deny-all
    Then backend → backend:8080 succeeds

  Scenario: The replicas of a workload are pods of their own
    Given deny-all
    Then queue-0 → queue-0:5672 succeeds
    But queue-0 → queue-1:5672 fails at queue-0 egress
    And queue → queue:5672 fails at queue egress

  Scenario: A pod's own node reaches it, whatever policy says
    Given deny-all
    Then node/worker-1 → backend:8080 succeeds
    And 10.0.0.1 → backend:8080 succeeds

  Scenario: Another node does not reach an isolated pod
    Given deny-all
    Then node/worker-2 → backend:8080 fails at backend ingress

  Scenario: Another node is let in by its address
    Given backend allows ingress from 10.0.0.2/32
    Then node/worker-2 → backend:8080 succeeds
    But 10.0.0.3 → backend:8080 fails at backend ingress

  Scenario: Another node is reached by its address alone
    Given deny-all egress
    And backend → node/worker-2:10250 fails at backend egress
    When backend allows egress to 10.0.0.2/32 on port 10250
    Then backend → node/worker-2:10250 succeeds

  Scenario: A pod reaches its own node, as the documentation says
    Given deny-all
    Then backend → node/worker-1:10250 succeeds
    But backend → node/worker-2:10250 fails at backend egress

  Scenario: Where the setting says so, egress policy judges what a pod sends to its own node
    Given the setting pod-to-own-node is judged
    When deny-all
    Then backend → node/worker-1:10250 fails at backend egress
    But node/worker-1 → backend:8080 succeeds

  Scenario: A policy that selects a pod with hostNetwork has no effect on it
    Given deny-all
    Then frontend → the Internet:443 fails at frontend egress
    But node-exporter → the Internet:443 succeeds
    And the Internet → node-exporter:9100 succeeds

  Scenario: No selector lets a pod with hostNetwork in
    node-exporter runs on worker-2, backend on worker-1.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ namespaceSelector: {} }, { podSelector: { matchLabels: { app: node-exporter } } }]
      """
    Then frontend → backend:8080 succeeds
    But node-exporter → backend:8080 fails at backend ingress

  Scenario: No selector leads to a pod with hostNetwork
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Egress]
        egress:
          - to: [{ podSelector: { matchLabels: { app: node-exporter } } }]
      """
    Then backend → node-exporter:9100 fails at backend egress

  Scenario: The address of its node lets a pod with hostNetwork in
    Given backend allows ingress from 10.0.0.2/32
    Then node-exporter → backend:8080 succeeds

  Scenario: A pod with hostNetwork reaches the pods of its own node, as the node does
    Given deny-all
    Then node-exporter → frontend:8080 succeeds
    But node-exporter → backend:8080 fails at backend ingress

  Scenario: Where the setting says so, a policy isolates a pod with hostNetwork
    Given the setting host-network-pods is as-pod
    When deny-all
    Then node-exporter → the Internet:443 fails at node-exporter egress
    And the Internet → node-exporter:9100 fails at node-exporter ingress

  Scenario: Where the setting says so, selectors match a pod with hostNetwork
    Given the setting host-network-pods is as-pod
    When the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Ingress, Egress]
        ingress:
          - from: [{ podSelector: { matchLabels: { app: node-exporter } } }]
        egress:
          - to: [{ podSelector: { matchLabels: { app: node-exporter } } }]
      """
    Then node-exporter → backend:8080 succeeds
    And backend → node-exporter:9100 succeeds
    But frontend → backend:8080 fails at backend ingress

  Scenario: Where the setting says so, a pod with hostNetwork has no way past policy to its own node
    Given the setting host-network-pods is as-pod
    When deny-all ingress
    Then node-exporter → frontend:8080 fails at frontend ingress
