@requires:another-client @requires:notification-receiver
Feature: Notifications
  An office that runs a server of its own is told when a document can be fetched, and need not poll.
  WIPO DAS REST API, figure A; WIPO DAS exchange API, notifications, 2024-12-12.

  @DAS-FLOW-REG-03
  Rule: The requesting office is notified once the document can be fetched, and not before

    Scenario: The office is notified once the document can be fetched
      Given the office of second filing takes notifications
      And the office has registered a document
      When the office of second filing requests the document
      Then DAS notifies the office once the document can be fetched

    Scenario: The office is not notified while the document is being prepared
      Given the office of second filing takes notifications
      And the office has registered a document
      When the office of second filing requests the document
      Then DAS does not notify the office before the document can be fetched

  @DAS-API-NOT-01
  Rule: The notification cites the acknowledgement id that the office received

    Scenario: The acknowledgement id of the request is cited
      Given the office of second filing takes notifications
      When the office of second filing retrieves a document
      Then the notification cites the acknowledgement id of the request

  @DAS-API-NOT-02
  Rule: The notification is authenticated with an access token

    Scenario: The notification carries an access token of the authorization server
      Given the office of second filing takes notifications
      When the office of second filing retrieves a document
      Then the notification carries an access token

  @DAS-API-NOT-03 @requires:clock-control
  Rule: A notification that meets a server error is delivered again

    Scenario: After two server errors the notification is delivered
      Given the office of second filing answers two notifications with a server error
      When the office of second filing retrieves a document
      Then DAS delivers the notification again

    Scenario: A notification that was taken is not delivered again
      Given the office of second filing takes notifications
      When the office of second filing retrieves a document
      Then DAS delivers the notification once only

  @DAS-API-NOT-04 @requires:clock-control
  Rule: A notification that cannot be delivered leaves the retrieval as it is

    Scenario: Polling shows the retrieval although no notification arrives
      Given the office of second filing answers every notification with a server error
      And the office of second filing has retrieved a document
      And DAS has tried in vain to notify the office
      When the office of second filing polls the retrieval again
      Then the retrieval has still succeeded

    Scenario: The document can be fetched although no notification arrives
      Given the office of second filing answers every notification with a server error
      And the office of second filing has retrieved a document
      And DAS has tried in vain to notify the office
      When the office of second filing asks for another download URL and uses it
      Then DAS delivers the registered content

  @DAS-API-NOT-05
  Rule: A notification never carries the access code of the document

    Scenario: The access code is not in the notification
      Given the office of second filing takes notifications
      When the office of second filing retrieves a document
      Then the notification does not carry the access code

  @DAS-API-NOT-06
  Rule: The notification of a retrieval that failed says so, with the error

    Scenario: The office is told that its retrieval has failed, and why
      Given the office of second filing takes notifications
      When the office of second filing requests a document that is not registered
      Then DAS notifies the office of the failure and its reason

  @DAS-API-NOT-07
  Rule: Notification and polling say the same of a retrieval

    Scenario: Of a document that was delivered both say the same
      Given the office of second filing takes notifications
      When the office of second filing retrieves a document
      Then the notification says what polling says

    Scenario: Of a document that is not registered both say the same
      Given the office of second filing takes notifications
      When the office of second filing requests a document that is not registered
      Then the notification says what polling says
