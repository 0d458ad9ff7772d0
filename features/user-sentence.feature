@model:three-check
Feature: The one sentence that must always run
  Under deny-all a connection asks three things: may the client send, may the server receive, may the server
  answer. A backend that was given only ingress cannot answer.

  Background:
    Given the pods:
      | pod      |
      | frontend |
      | backend  |

  Scenario: The reply is stopped where it leaves the backend
    Given deny-all
    When backend has only ingress
    Then frontend→backend fails at backend egress
