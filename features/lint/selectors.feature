Feature: Selectors that match nothing
  The API server takes any selector. One that nobody answers to opens nothing, or isolates nobody, and no error says so.

  Background:
    Given the stateful model
    And the namespaces:
      | namespace  | labels    |
      | shop       | team=shop |
      | monitoring | team=ops  |
    And the pods:
      | pod                   | labels           | ports |
      | shop/web              | app=web          | 8080  |
      | shop/api              | app=api          | 8080  |
      | monitoring/prometheus | app=prometheus   |       |
      | monitoring/api        | app=api          |       |
    And the namespace shop

  Scenario: A policy that selects nobody
    Given the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: allow-web }
      spec: { podSelector: { matchLabels: { app: webb } }, ingress: [{}] }
      """
    Then lint finds selects-nothing in policy allow-web
    When pod web is labelled app=webb
    Then lint finds no selects-nothing

  Scenario: A policy that came into the wrong namespace
    Given the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: allow-web, namespace: monitoring }
      spec: { podSelector: { matchLabels: { app: web } }, ingress: [{}] }
      """
    Then lint finds selects-nothing in policy monitoring/allow-web

  Scenario: A peer of another namespace, and no namespaceSelector
    Given the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: allow-web }
      spec:
        podSelector: { matchLabels: { app: web } }
        ingress:
        - from: [{ podSelector: { matchLabels: { app: prometheus } } }]
        - from: [{ podSelector: { matchLabels: { app: api } } }]
      """
    Then lint finds peer-matches-nothing in ingress rule 1 of policy allow-web
    But lint finds no peer-matches-nothing in ingress rule 2 of policy allow-web

  Scenario: A namespace by a label that it does not have
    Given the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: allow-web }
      spec:
        podSelector: { matchLabels: { app: web } }
        ingress:
        - from: [{ namespaceSelector: { matchLabels: { name: monitoring } } }]
        - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }]
      """
    Then lint finds namespace-matches-nothing in ingress rule 1 of policy allow-web
    But lint finds no namespace-matches-nothing in ingress rule 2 of policy allow-web

  Scenario: kube-system is in every cluster, and seldom among manifests
    Given the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: allow-dns }
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
        - to:
          - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
            podSelector: { matchLabels: { k8s-app: kube-dns } }
          ports: [{ port: 53, protocol: UDP }, { port: 53 }]
      """
    Then lint finds no peer-matches-nothing
    And lint finds no namespace-matches-nothing

  Scenario: Two items where one was meant
    The second item speaks of namespace shop, where no Prometheus is, and the first opens the web to all of monitoring.
    Given the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: allow-web }
      spec:
        podSelector: { matchLabels: { app: web } }
        ingress:
        - from:
          - namespaceSelector: { matchLabels: { team: ops } }
          - podSelector: { matchLabels: { app: prometheus } }
      """
    Then lint finds and-or in ingress rule 1 of policy allow-web
    And lint finds no peer-matches-nothing

  Scenario: Two items that are both meant, though there is an api in monitoring too
    Given the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: allow-web }
      spec:
        podSelector: { matchLabels: { app: web } }
        ingress:
        - from:
          - namespaceSelector: { matchLabels: { team: ops } }
          - podSelector: { matchLabels: { app: api } }
      """
    Then lint finds no and-or
