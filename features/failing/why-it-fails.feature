@failing
Feature: Why it fails
  Every scenario here fails, each for another reason: its message says which policy, which rule, where, why nothing fits, and what
  to change. The normal run leaves them out; `npx cucumber-js -p failing` shows the messages.

  Background:
    Given the namespace shop
    And the pods:
      | pod               | labels       | ports            |
      | shop/frontend     | app=frontend | 80               |
      | shop/backend      | app=backend  | 8080, http=9090  |
      | shop/database     | app=database | 5432, 53/UDP     |
      | monitoring/prober | app=prober   |                  |
    And the namespaces:
      | namespace  | labels    |
      | monitoring | team=ops  |

  Scenario: Nothing lets it out
    Given the stateful model
    And deny-all egress
    Then frontend → backend:8080 succeeds

  Scenario: Nothing lets it in
    Given the stateful model
    And deny-all ingress
    Then frontend → backend:8080 succeeds

  Scenario: Nothing lets the answer out
    Given deny-all
    When backend has only ingress
    Then frontend → backend:8080 succeeds

  Scenario: Nothing lets the answer in
    Given the stateless model
    And deny-all ingress
    And backend allows ingress from frontend on port 8080
    Then frontend → backend:8080 succeeds

  Scenario: Everything is in the way
    Given deny-all
    Then frontend → backend:8080 succeeds

  Scenario: Another port
    Given the stateful model
    And backend allows ingress from frontend on port 80
    Then frontend → backend:8080 succeeds

  Scenario: Another protocol
    Given the stateful model
    And database allows ingress from frontend on port 53
    Then frontend → database:53/UDP succeeds

  Scenario: A port name that means another number
    Given the stateful model
    And backend allows ingress from frontend on port http
    Then frontend → backend:8080 succeeds

  Scenario: Other labels
    Given the stateful model
    And the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: allow-web, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: backend}}
        ingress: [{from: [{podSelector: {matchLabels: {app: fronted}}}], ports: [{port: 8080}]}]
      """
    Then frontend → backend:8080 succeeds

  Scenario: Another namespace
    Given the stateful model
    And the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: allow-prober, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: backend}}
        ingress: [{from: [{podSelector: {matchLabels: {app: prober}}}], ports: [{port: 8080}]}]
      """
    Then monitoring/prober → backend:8080 succeeds

  Scenario: A namespace with other labels
    Given the stateful model
    And the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: allow-prober, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: backend}}
        ingress: [{from: [{namespaceSelector: {matchLabels: {team: dev}}}], ports: [{port: 8080}]}]
      """
    Then monitoring/prober → backend:8080 succeeds

  Scenario: Outside the block
    Given the stateful model
    And frontend allows ingress from 10.0.0.0/8
    Then 192.0.2.1 → frontend:80 succeeds

  Scenario: An exception of the block
    Given the stateful model
    And the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: allow-office, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: frontend}}
        ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}]
      """
    Then 10.1.2.3 → frontend:80 succeeds

  Scenario: Neither the peer nor the port
    Given the stateful model
    And backend allows ingress from database on port 80
    Then frontend → backend:8080 succeeds

  Scenario: A rule under a direction that policyTypes leaves out
    Given the stateful model
    And deny-all egress
    And the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: allow-web, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: frontend}}
        policyTypes: [Ingress]
        egress: [{to: [{podSelector: {matchLabels: {app: backend}}}]}]
      """
    Then frontend → backend:8080 succeeds

  Scenario: A policy that selects nobody
    Given the stateful model
    And deny-all ingress
    And the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: allow-web, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: bakend}}
        ingress: [{from: [{podSelector: {matchLabels: {app: frontend}}}]}]
      """
    Then frontend → backend:8080 succeeds

  Scenario: Names cannot be resolved
    Given the stateful model
    And kube-dns
    And the services:
      | service | ports     |
      | backend | 80 → 8080 |
    And frontend allows egress to backend
    Then frontend → http://backend succeeds

  Scenario: The port of the Service instead of the pod's
    Given the stateful model
    And the services:
      | service | ports     |
      | backend | 80 → 8080 |
    And frontend allows egress to backend on port 80
    Then frontend → service/backend:80 succeeds

  Scenario: A Service without endpoints
    Given the stateful model
    And the services:
      | service | ports     |
      | backend | 80 → 8080 |
    When pod backend is deleted
    Then frontend → service/backend:80 succeeds

  Scenario: Nothing listens
    Given the stateful model
    Then frontend → backend:8081 succeeds

  Scenario: It depends on the port of the client
    Given deny-all
    And frontend allows egress to backend on port 8080
    And backend allows ingress from frontend on port 8080
    And backend allows egress to frontend on ports 32768-40000
    Then frontend → backend:8080 succeeds

  Scenario: A network ACL
    Given the stateful model
    And the network ACL "subnet 1" of backend:
      | rule | direction | action | protocol | ports | peer      |
      | 100  | inbound   | allow  | TCP      | 443   | 0.0.0.0/0 |
    Then frontend → backend:8080 succeeds

  Scenario: A security group, and a policy behind it
    Given the stateful model
    And the security group "backend" of backend:
      | direction | protocol | ports | peer      |
      | inbound   | TCP      | 443   | 0.0.0.0/0 |
    And deny-all ingress
    Then frontend → backend:8080 succeeds

  Scenario: Open to all
    Given the stateful model
    Then frontend → database:5432 fails

  Scenario: Open by a rule
    Given the stateful model
    And database allows ingress from backend and frontend on port 5432
    Then frontend → database:5432 fails

  Scenario: OR instead of AND
    Given the stateful model
    And the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: allow-ops, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: database}}
        ingress: [{from: [{namespaceSelector: {matchLabels: {team: ops}}}, {podSelector: {matchLabels: {app: frontend}}}]}]
      """
    Then frontend → database:5432 fails

  Scenario: Said of all pods
    Given the stateful model
    And deny-all ingress
    And database allows ingress from backend and frontend on port 5432
    Then only backend can reach database
