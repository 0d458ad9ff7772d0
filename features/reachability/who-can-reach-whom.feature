Feature: Who can reach whom at all
  A flow is one client, one server and one port. These sentences are about all of them: every pod, every address outside,
  every port of every protocol, whether or not anything listens there. What depends on the client's port counts as
  reached where nobody is to come through, and as not reached where somebody is.

  Background:
    Given the stateful model
    And the pods:
      | pod               | labels            | ports    |
      | shop/frontend     | app=frontend      | 8080     |
      | shop/backend      | app=backend       | 8080     |
      | shop/database     | app=database      | 5432     |
      | payments/ledger   | app=ledger        | 443      |
      | payments/database | app=database      | 5432     |
      | monitoring/prober | app=prober        |          |
    And the namespace shop
    And deny-all in namespace shop
    And deny-all in namespace payments
    And frontend allows ingress from the Internet on port 8080
    And frontend allows egress to backend on port 8080
    And backend allows ingress from frontend on port 8080
    And backend allows egress to shop/database on port 5432
    And shop/database allows ingress from backend on port 5432
    And payments/ledger allows egress to payments/database on port 5432
    And payments/database allows ingress from payments/ledger on port 5432

  Scenario: Nobody comes in from elsewhere
    Then no pod outside namespace payments can reach payments/database
    And no pod in namespace monitoring can reach shop/database
    And nobody but backend can reach shop/database
    And nobody can reach frontend on 9090/UDP
    And namespace shop and namespace payments cannot reach each other on any port

  Scenario: Only one, and only there
    Then only backend can reach shop/database
    And only backend can reach shop/database on 5432
    And only backend can reach shop/database, and only on 5432/TCP
    And the Internet can reach only frontend and monitoring/prober
    And backend can reach only shop/database on 5432

  Scenario: Everything that one reaches
    Then frontend can reach exactly:
      | destination | ports |
      | backend     | 8080  |
    And backend can reach exactly:
      | destination | ports    |
      | database    | 5432/TCP |
    And monitoring/prober can reach exactly:
      | destination         | ports |
      | outside the cluster | all   |

  Scenario: Everybody, at least, at most
    Then at least 1 pod can reach shop/database on 5432
    And at most 1 pod can reach shop/database
    And at most 2 pods can reach pods labelled app=database
    And every pod in namespace monitoring can reach the Internet on 443
    And frontend and backend cannot reach each other on 5432

  Scenario: The same in other words
    Then exactly 1 pod can reach shop/database
    And exactly 2 pods can reach pods labelled app=database
    And exactly 0 pods in namespace monitoring can reach backend on 8080
    And backend can only reach shop/database on 5432
    And nobody outside the cluster can reach backend
    And nobody in namespace payments can reach backend
    And nobody labelled app=prober can reach frontend

  Scenario: In the words of others
    Then payments/ledger can't reach shop/database
    And each pod in namespace monitoring can reach the Internet on 443
    And nobody from outside the cluster can reach backend
    And nobody except backend can reach shop/database
    And exactly two pods can reach pods labelled app=database
    And fewer than 2 pods can reach shop/database
    And more than one pod can reach pods labelled app=database
    And no more than two pods in namespaces shop and payments can reach pods labelled app=database
    And pods in namespaces shop, payments and monitoring but backend cannot reach shop/database
    And pods in namespaces payments and monitoring labelled app=ledger cannot reach backend
    And namespaces payments and monitoring cannot reach shop/database
    And no pod outside namespaces shop and payments can reach backend
    And backend  can  reach  shop/database on  5432
    And monitoring/prober can  not   reach backend

  Scenario: Pods by description
    Then no pod labelled app=backend and not labelled tier=front can reach payments/database
    And pods in namespace shop but backend and frontend cannot reach anybody
    And only pods labelled app=ledger in namespace payments can reach payments/database
    And monitoring/prober can reach nobody but outside the cluster
    And frontend and backend cannot reach outside the cluster except 192.0.2.0/24 and 198.51.100.0/24 on every port

  Scenario: Nothing else
    Given pod monitoring/prober is deleted
    Then frontend can reach backend, and only on 8080
    And backend can reach shop/database on 5432
    And the Internet can reach frontend on 8080
    And payments/ledger can reach payments/database on 5432
    And nothing else is reachable
    When pod payments/ledger is labelled checked=yes
    Then nothing else is reachable

  Scenario: Names
    Given kube-dns
    And every pod in namespace shop allows egress to namespace kube-system on port 53/UDP
    Then every pod in namespace shop can resolve names
    But no pod in namespace payments can resolve names
    And nobody in namespace payments can resolve names
    And only pods in namespace shop and monitoring/prober can resolve names
    And payments/ledger cannot resolve names
    And pods in namespace payments can't resolve any names
    And monitoring/prober resolves names
    And under the unenforced model, payments/ledger can resolve names
    But under the stateful model, payments/ledger can not resolve names

  Scenario: Under another model
    Then under the three-check model, no pod can reach shop/database
    And under the unenforced model, every pod can reach shop/database on 5432
